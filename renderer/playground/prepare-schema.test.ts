import { describe, expect, test } from 'vitest'
import { prepareSchema } from './prepare-schema.ts'
import { placeOf, pointerOf } from './pointers.ts'

const ready = (schema: unknown) => {
  const prepared = prepareSchema(schema)
  if ('unfit' in prepared) throw new Error(prepared.unfit)
  return prepared.schema
}
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

test('references become places under definitions, also those that go in circles', () => {
  const node = object({ name: { type: 'string' }, next: { $ref: '#/$defs/node' }, top: { $ref: '#' } })
  expect(ready({ ...object({ first: { $ref: '#/$defs/node' } }), $defs: { node } })).toMatchObject({
    properties: { first: { $ref: '#/definitions/d0' } },
    definitions: {
      d0: { properties: { next: { $ref: '#/definitions/d0' }, top: { $ref: '#/definitions/d1' } } },
      d1: { properties: { first: { $ref: '#/definitions/d0' } } },
    },
  })
})

test('types that exclude each other become choices with names', () => {
  expect(ready(object({ a: { type: ['string', 'null'], description: 'what' } }))).toMatchObject({
    properties: {
      a: {
        description: 'what',
        anyOf: [
          { type: 'string', 'x-choice': 'text' },
          { type: 'null', 'x-choice': 'null' },
        ],
      },
    },
  })
})

test('choices are called by title, by reference, by their telling value, or by what they are', () => {
  const dog = object({ kind: { const: 'dog' }, age: { type: 'number' } })
  const anyOf = [
    { title: 'By name', type: 'string' },
    { $ref: '#/$defs/Cat' },
    dog,
    { type: 'array', items: { type: 'integer' } },
  ]
  const { a } = ready(object({ a: { anyOf } }, { $defs: { Cat: object({ lives: { type: 'integer' } }) } }))[
    'properties'
  ] as { a: { anyOf: { 'x-choice': string }[] } }
  expect(a.anyOf.map((one) => one['x-choice'])).toEqual(['By name', 'Cat', 'dog', 'list of whole number'])
})

test('patterns are never tried in the window', () => {
  expect(
    JSON.stringify(ready(object({ a: { type: 'string', pattern: '(a+)+$' }, b: { patternProperties: { x: {} } } }))),
  ).not.toMatch(/pattern/)
})

test('what has no type is written as JSON', () => {
  const { properties } = ready(object({ a: {}, b: true, c: { enum: [{ x: 1 }] }, d: { prefixItems: [{}] } }))
  expect(properties).toMatchObject({
    a: { 'x-any': true },
    b: { 'x-any': true },
    c: { 'x-any': true },
    d: { 'x-any': true },
  })
})

describe('absurd schemas are told in a sentence, at once', () => {
  const deep = () => {
    let schema: object = { type: 'string' }
    for (let i = 0; i < 5_000; i++) schema = object({ a: schema })
    return schema
  }
  const laughs = object(
    { a: { $ref: '#/$defs/l0' } },
    {
      $defs: Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `l${i}`,
          object(Object.fromEntries(Array.from({ length: 9 }, (_, j) => [`p${j}`, { $ref: `#/$defs/l${i + 1}` }]))),
        ]),
      ),
    },
  )
  const cyclic = object({ a: { $ref: '#/$defs/a' } }, { $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } })
  const wide = object(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`p${i}`, { type: 'string' }])))
  test.each([
    ['1,000 properties', wide, /too many for a form/],
    ['5,000 levels', deep(), /too large or too deep/],
    ['references that multiply', laughs, /too many/],
    ['no schema', null, /no schema/],
  ])('%s', (_, schema, why) => {
    const started = performance.now()
    expect(prepareSchema(schema)).toEqual({ unfit: expect.stringMatching(why) })
    expect(performance.now() - started).toBeLessThan(1_000)
  })
  test.each([
    ['wrong types', { type: 7, properties: { a: 3, b: { type: {}, enum: 'x', anyOf: {}, required: 1, title: [] } } }],
    ['references in a circle', cyclic],
    ['references to nowhere', object({ a: { $ref: 'https://example.com/x' }, b: { $ref: '#/$defs/%E0' } })],
    [
      'names that mean something to JavaScript',
      JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{}}}'),
    ],
  ])('%s is shown as far as it goes', (_, schema) => expect(ready(schema)).toMatchObject({ type: 'object' }))
})

test('pointers and places', () => {
  expect(pointerOf(['a/b', 0, '~'])).toBe('/a~1b/0/~0')
  expect(placeOf('/options/a~1b/1')).toBe('options.a/b, item 2')
})
