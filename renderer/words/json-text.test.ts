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
