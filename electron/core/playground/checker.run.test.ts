import { afterAll, expect, test } from 'vitest'
import { Checker } from './checker.ts'

const checker = new Checker(1_000)
afterAll(() => checker.close())

const hostile = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } }
const honest = { type: 'object', properties: { a: { type: 'string', minLength: 3 } } }

test('a pattern that takes for ever ends the thread, not the host, and the next check works', async () => {
  expect((await checker.check(honest, '{"a":"ab"}')).problems).toHaveLength(1)
  let ticks = 0
  const timer = setInterval(() => ticks++, 10)
  const [slow, after] = await Promise.all([
    checker.check(hostile, JSON.stringify({ a: `${'a'.repeat(60)}!` })),
    checker.check(honest, '{"a":"ab"}'),
  ])
  clearInterval(timer)
  expect(slow.unchecked).toMatch(/takes too long/)
  expect(after.problems).toHaveLength(1)
  expect(ticks).toBeGreaterThan(20)
  expect((await checker.check(hostile, '{"a":"a"}')).unchecked).toBeUndefined()
  expect((await checker.check(hostile, JSON.stringify({ a: `${'a'.repeat(60)}!` }))).unchecked).toMatch(
    /takes too long/,
  )
  expect((await checker.check(hostile, '{"a":"a"}')).unchecked).toMatch(/takes too long/)
})

test('what was compiled is forgotten and compiled again', async () => {
  const schemas = Array.from({ length: 40 }, (_, i) => ({ type: 'object', properties: { a: { maximum: i } } }))
  for (const schema of [...schemas, ...schemas])
    expect((await checker.check(schema, '{"a":100}')).problems).toHaveLength(1)
})

test('references that go around in circles are followed as far as the value goes', async () => {
  const node = { type: 'object', properties: { name: { type: 'string' }, child: { $ref: '#/$defs/node' } } }
  const schema = { $ref: '#/$defs/node', $defs: { node } }
  const checked = await checker.check(schema, '{"child":{"child":{"name":1}}}')
  expect(checked.problems).toEqual([{ at: '/child/child/name', message: 'It must be text, and is a number.' }])
})
