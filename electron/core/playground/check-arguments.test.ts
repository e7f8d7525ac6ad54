import { describe, expect, test } from 'vitest'
import { checkArguments } from './check-arguments.ts'
import { compileSchema } from './compile-schema.ts'

const check = (schema: object, value: unknown) =>
  checkArguments(compileSchema(JSON.stringify(schema)), typeof value === 'string' ? value : JSON.stringify(value))
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

test('what fits has no problems', () => {
  expect(check(object({ a: { type: 'string' } }, { required: ['a'] }), { a: 'x' })).toEqual({ problems: [] })
})

test.each([
  [object({}, { required: ['a/b'] }), {}, '/a~1b', 'It is required and missing.'],
  [object({ a: { type: ['string', 'null'] } }), { a: 1 }, '/a', 'It must be text or null, and is a number.'],
  [object({ a: { items: { minLength: 1 } } }), { a: ['x', ''] }, '/a/1', 'It is empty: write something or remove it.'],
  [object({ a: { enum: ['x', 2] } }), { a: 'y' }, '/a', 'It must be one of "x", 2.'],
  [object({ a: { format: 'date-time' } }), { a: 'today' }, '/a', /^It must be a date and time with its zone/],
  [object({}, { additionalProperties: false }), { x: 1 }, '/x', 'The schema knows nothing of the name "x" here.'],
  [object({ a: { minimum: 3 } }), { a: 1 }, '/a', 'It must be at least 3.'],
  [object({ a: { $ref: '#/$defs/n' } }, { $defs: { n: { type: 'integer' } } }), { a: 1.5 }, '/a', /a whole number/],
  [object({ a: { prefixItems: [{ type: 'string' }] } }), { a: [1] }, '/a/0', 'It must be text, and is a number.'],
])('%j with %j', (schema, value, at, message) => {
  const { problems } = check(schema, value)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toEqual({ at, message: typeof message === 'string' ? message : expect.stringMatching(message) })
})

describe('a choice', () => {
  const text = { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }
  test('of which one was meant says what is wrong with that', () => {
    expect(check(object({ a: { anyOf: [text, { type: 'null' }] } }), { a: { text: 1 } }).problems).toEqual([
      { at: '/a/text', message: 'It must be text, and is a number.' },
    ])
  })
  test('of plain types names them all', () => {
    const schema = object({ a: { anyOf: [{ type: 'string' }, { type: 'null' }] } })
    expect(check(schema, { a: true }).problems).toEqual([
      { at: '/a', message: 'It must be text or null, and is true or false.' },
    ])
  })
  test('of several objects says only that none fits, and keeps what is wrong beside it', () => {
    const other = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] }
    const schema = object({ a: { anyOf: [text, other] }, b: { type: 'string' } })
    expect(check(schema, { a: {}, b: 1 }).problems).toEqual([
      { at: '/a', message: 'It fits none of the 2 choices.' },
      { at: '/b', message: 'It must be text, and is a number.' },
    ])
  })
})

test('the dialect is the one that the schema names, else that of 2020-12', () => {
  const tuple = object({ a: { items: [{ type: 'string' }] } })
  const old = { $schema: 'http://json-schema.org/draft-07/schema#', ...tuple }
  expect(check(old, { a: [1] }).problems).toHaveLength(1)
  expect(check(tuple, { a: [1] }).unchecked).toMatch(/^Its schema cannot be used: /)
  const unknown = { $schema: 'https://example.com/mine', ...object({ a: { type: 'string' } }) }
  expect(check(unknown, { a: 1 }).problems).toHaveLength(1)
})

test('a schema that cannot be used says why, and nothing is fetched', () => {
  expect(check(object({ a: { $ref: 'https://example.com/a.json' } }), {}).unchecked).toContain('https://example.com/a')
  expect(check(object({ a: { type: 'strng' } }), {}).unchecked).toMatch(/cannot be used/)
  expect(check(object({ a: { description: 'x'.repeat(1_000_001) } }), {}).unchecked).toMatch(/longer than 1 MB/)
})

test('patterns that are fit only without the u flag are taken too', () => {
  const schema = object({ a: { pattern: '^[\\w\\-]+$' } })
  expect(check(schema, { a: 'a-b' })).toEqual({ problems: [] })
  expect(check(schema, { a: '!' }).problems).toEqual([{ at: '/a', message: 'It must match the pattern ^[\\w\\-]+$.' }])
})

test('text that is no JSON, or no object, is a problem of the whole', () => {
  expect(check(object({}), '{"a":').problems[0]).toMatchObject({ at: '' })
  expect(check(object({}), '[1]').problems).toEqual([
    { at: '', message: 'Arguments are an object: {"name": "value"}.' },
  ])
})
