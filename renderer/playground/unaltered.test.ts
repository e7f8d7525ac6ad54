import { expect, test } from 'vitest'
import { unaltered } from './unaltered.ts'

test('what was recorded as it was sent comes back with every digit', () => {
  expect(unaltered('{"n":9007199254740993}', false)).toEqual({ text: '{\n  "n": 9007199254740993\n}' })
})

test('what was blanked out is left out and named', () => {
  const { text, missing } = unaltered('{"a":"x","key":"Bearer [redacted]","list":["[redacted]","y"]}', true)
  expect(JSON.parse(text)).toEqual({ a: 'x', list: ['y'] })
  expect(missing).toMatch(/secrets are blanked out.*Left out: key, list.1\.$/)
})

test('what was cut is no JSON any more, and nothing is filled in', () => {
  expect(unaltered('{"a":"xxxx … [cut at 1 MB]', true)).toEqual({
    text: '{}',
    missing: expect.stringMatching(/only a part/),
  })
})

test('a text that only looks blanked out stays where nothing was altered', () => {
  expect(unaltered('{"a":"[redacted]"}', false).missing).toBeUndefined()
})
