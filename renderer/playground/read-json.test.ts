import { describe, expect, test } from 'vitest'
import { exactDigits, writeJson } from './exact.ts'
import { readJson } from './read-json.ts'

const value = (text: string) => {
  const read = readJson(text)
  if ('mistake' in read) throw new Error(read.mistake.message)
  return read.value
}

describe('what goes through the form comes out as it was written', () => {
  test.each([
    '{"a":1,"b":[true,null,"x"],"c":{"d":{}}}',
    '{"n":9007199254740993,"m":-12345678901234567890,"e":1e400,"one":1.0}',
    '{"__proto__":{"a":1},"":2}',
    '{"text":"say \\"9007199254740993\\"","quote":"\\\\"}',
  ])('%s', (text) => expect(writeJson(value(text), 0)).toBe(text))
})

test('short numbers are numbers, long ones keep their digits', () => {
  const { a, b } = value('{"a":0.5,"b":9007199254740993}') as { a: unknown; b: unknown }
  expect(a).toBe(0.5)
  expect(exactDigits(b)).toBe('9007199254740993')
})

test('no text is no arguments', () => expect(value(' \n')).toEqual({}))

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, /a comma is missing/],
  ['{"a": }', 1, 7, /a value is missing/],
  ['{"a": 1,}', 1, 9, /name in double quotes/],
  ['{"a": "x', 1, 7, /closing quote/],
  ['[1]', 1, 1, /arguments are an object/],
  ['{} x', 1, 4, /./],
  ['{"a": 1 /* no */}', 1, 9, /no comments/],
])('%j is said with its place', (text, line, column, message) => {
  const read = readJson(text)
  expect(read).toMatchObject({ mistake: { line, column, message: expect.stringMatching(message) } })
})

test('what is nested beyond any use is said, not thrown', () => {
  const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  expect(() => readJson(deep)).not.toThrow()
})
