import { expect, it } from 'vitest'
import { exampleArguments, fieldsOf } from './schema.ts'

const schema = {
  type: 'object',
  properties: {
    zone: { type: 'string', description: 'IANA name' },
    count: { type: 'integer', default: 3 },
    mode: { enum: ['fast', 'careful'] },
    items: { type: 'array', items: { type: 'string' } },
  },
  required: ['zone', 'count', 'mode'],
}

it('lists the arguments', () => {
  expect(fieldsOf(schema)).toEqual([
    { name: 'zone', type: 'string', required: true, description: 'IANA name' },
    { name: 'count', type: 'integer', required: true },
    { name: 'mode', type: '"fast" or "careful"', required: true },
    { name: 'items', type: 'list of string', required: false },
  ])
})

it('starts from what is required', () => {
  expect(exampleArguments(schema)).toEqual({ zone: '', count: 3, mode: 'fast' })
})

it('counts on nothing in a schema', () => {
  for (const odd of [null, 1, 'x', [], {}, { properties: [] }, { properties: { a: null }, required: 'a' }]) {
    expect(() => [fieldsOf(odd), exampleArguments(odd)]).not.toThrow()
  }
})
