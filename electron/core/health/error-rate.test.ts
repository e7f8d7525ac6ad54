import { expect, it } from 'vitest'
import { errorRate } from './error-rate.ts'

/** Newest first, as many of each as the number before it says. */
const calls = (text: string) =>
  [...text.matchAll(/(\d+)(ok|failed)/g)].flatMap(([, n, what]) => Array<boolean>(Number(n)).fill(what === 'failed'))

it.each([
  ['nothing with fewer than ten calls', '9failed', 'unknown'],
  ['a jump where half of the last ten failed and almost none before', '5failed5ok2failed98ok', 'jumped'],
  ['no jump with four of ten', '4failed6ok100ok', 'usual'],
  ['no jump where a third failed before already', '6failed4ok33failed67ok', 'usual'],
  ['a jump from one in ten to six in ten', '6failed4ok10failed90ok', 'jumped'],
  ['no jump of a tool that is new', '10failed9ok', 'usual'],
  ['no jump of a tool that always failed', '10failed100failed', 'usual'],
  ['calm with two of ten', '2failed8ok50failed', 'calm'],
])('sees %s', (_, text, kind) => {
  expect(errorRate(calls(text)).kind).toBe(kind)
})

it('says how it was before, and looks no further back than 200 calls', () => {
  expect(errorRate(calls('7failed3ok1failed199ok500failed'))).toEqual({
    kind: 'jumped',
    failed: 7,
    earlier: { failed: 1, calls: 200 },
  })
})
