import { expect, it } from 'vitest'
import { LineRate } from './line-rate.ts'

const most = { lines: 1000, bytes: 50_000, linesPerSecond: 100, bytesPerSecond: 5000 }

it('keeps a burst, then so many a second, and counts the rest', () => {
  const rate = new LineRate(0, most)
  expect(rate.take(900, 9000, 0)).toBe(900)
  expect(rate.take(900, 9000, 0)).toBe(100)
  expect(rate.toSay(0)).toBe(800)
  expect(rate.take(200, 2000, 1000)).toBe(100)
  expect(rate.toSay(1000)).toBe(0)
  expect(rate.toSay(1000, true)).toBe(100)
  expect(rate.toSay(99_000)).toBe(0)
  expect(rate.take(5000, 50_000, 100_000)).toBe(1000)
})

it('looks at bytes too, and does not mind a clock that is set back', () => {
  const rate = new LineRate(10_000, most)
  expect(rate.take(10, 60_000, 10_000)).toBe(10)
  expect(rate.take(10, 100, 5000)).toBe(0)
  expect(rate.take(10, 100, 8000)).toBe(10)
})
