import { expect, it } from 'vitest'
import { parseArguments } from './parse-arguments.ts'

it('takes an object, and nothing as none', () => {
  expect(parseArguments(' {"a": 1} ')).toEqual({ args: { a: 1 } })
  expect(parseArguments(' \n')).toEqual({ args: {} })
})

it.each(['[1]', '"text"', 'null', '3', '{"a": }'])('says what is wrong with %s', (text) => {
  expect(parseArguments(text)).toMatchObject({ mistake: expect.stringMatching(/^(This is not JSON|Arguments are)/) })
})
