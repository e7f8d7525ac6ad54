import { expect, it } from 'vitest'
import { readable, tokens } from './json-text.ts'

it('makes JSON readable and leaves what is none', () => {
  expect(readable('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
  expect(readable('{"a": cut')).toBe('{"a": cut')
})

it('tells keys, strings and values apart, and loses no character', () => {
  const text = '{"k": "s: \\"x\\"", "n": -1.5e3, "t": true}'
  expect(
    tokens(text)
      .map((token) => token.text)
      .join(''),
  ).toBe(text)
  expect(
    tokens(text)
      .filter(({ kind }) => kind !== '')
      .map(({ kind, text: part }) => `${kind} ${part}`),
  ).toEqual(['k "k"', 's "s: \\"x\\""', 'k "n"', 'n -1.5e3', 'k "t"', 'n true'])
})

it('takes a string that is cut as one, at once', () => {
  const texts = (text: string) => tokens(text).map(({ kind, text: part }) => `${kind} ${part}`)
  expect(texts('{"a": "cut \\"of')).toEqual([' {', 'k "a"', ' :', '  ', 's "cut \\"of'])
  expect(texts('"a\\')).toEqual(['s "a\\'])
  const began = performance.now()
  expect(tokens(`"${'\\"'.repeat(49_000)}`)).toHaveLength(1)
  expect(performance.now() - began).toBeLessThan(2000)
})
