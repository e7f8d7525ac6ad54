import { expect, it } from 'vitest'
import { bytes, counted, duration, memory, written } from './amounts.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_234, '1.2 KB'],
  [444_120, '444 KB'],
  [1_204_100, '1.2 MB'],
  [33_554_432, '34 MB'],
  [2_500_000_000, '2.5 GB'],
])('%d bytes are %s', (value, text) => {
  expect(written(bytes(value))).toBe(text)
})

it.each([
  [0.04, '0 ms'],
  [0.8, '0.8 ms'],
  [38.4, '38 ms'],
  [999, '999 ms'],
  [1_094, '1.09 s'],
  [50_000, '50 s'],
  [60_000, '1 min'],
  [300_000, '5 min'],
  [161_000, '2 min 41 s'],
])('%d ms are %s', (value, text) => {
  expect(written(duration(value))).toBe(text)
})

it('counts with the right word', () => {
  expect([counted(0, 'tool'), counted(1, 'tool'), counted(1284, 'tool')]).toEqual(['0 tools', '1 tool', '1,284 tools'])
  expect(memory(256 * 1024 * 1024)).toBe('256 MB')
})
