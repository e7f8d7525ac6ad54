import { afterEach, beforeEach, expect, it } from 'vitest'
import { call, Granted } from '../testing-granted.ts'

let granted: Granted
beforeEach(async () => void (granted = await Granted.open()))
afterEach(() => granted.close())

const needs = { environment: [{ name: 'KEY', required: true, reason: 'It asks a service.' }] }

it('waits for a grant instead of failing when a server ends at once that lacks one', async () => {
  const id = await granted.add('exit-3', [], {}, needs)
  const link = granted.link(id)
  const answer = await link.request('tools/call', { name: 'x', arguments: {} }).answer
  expect(answer).toEqual({
    kind: 'unavailable',
    problem: {
      code: 'unavailable',
      message: 'exit-3 needs a grant first: the variable KEY.',
      hint: "Give it in Belljar's window, or with: belljar grant exit-3 env KEY=VALUE",
    },
  })
  expect(link.state).toEqual({ kind: 'needs-grants', last: { kind: 'exited', code: 3 } })
  expect(await call(link, 'x')).toContain('needs a grant first')
  expect(link.pid).toBeUndefined()

  await granted.book.setTool(id, 'x', false).catch(() => undefined)
  link.granted()
  expect(link.state.kind).toBe('needs-grants')

  await granted.book.addGrants(id, [{ kind: 'environment', name: 'KEY', value: 'k' }])
  link.granted()
  expect(link.state.kind).toBe('stopped')
  expect(await call(link, 'x')).toContain('exited with code 3 before it was ready')
  expect(link.state.kind).toBe('waiting')
})

it('keeps a server that runs without what it declares', async () => {
  const link = granted.link(await granted.add('fixture-server-p1', [], {}, needs))
  expect(await call(link, 'echo', { text: 'here' })).toBe('here')
  expect(link.terms?.missing.map(({ text }) => text)).toEqual(['the variable KEY'])
})

it('applies other limits at the next start', async () => {
  const id = await granted.add('fixture-server-p1', [], { outputBytes: 2048, callMs: 400 })
  const link = granted.link(id)
  expect(await call(link, 'big', { bytes: 5000 })).toBe(
    `ERROR ${JSON.stringify({ kind: 'error', error: { code: -32603, message: "The server's answer could not be used: it was longer than its output limit of 2 KB." } })}`,
  )
  await granted.book.setLimits(id, { outputBytes: 1024 * 1024, callMs: 60_000 })
  expect(await call(link, 'sleep', { ms: 5000 })).toContain('"afterMs":400')
  expect((await call(link, 'big', { bytes: 5000 })).length).toBe(5000)
  expect(await call(link, 'sleep', { ms: 600 })).not.toContain('LOST')
})
