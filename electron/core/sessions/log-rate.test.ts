import { expect, test } from 'vitest'
import { cutLine, longestLine, LogRate } from './log-rate.ts'

test('a burst passes, then so many a second, and the rest is counted', () => {
  let now = 0
  const rate = new LogRate(() => now)
  const passed = (times: number) =>
    Array.from({ length: times }, () => rate.pass()).filter((dropped) => dropped !== undefined)
  expect(passed(103_000)).toHaveLength(100_000)
  now += 100
  const next = passed(1000)
  expect(next).toHaveLength(500)
  expect(next[0]).toBe(3000)
  expect(next[1]).toBe(0)
})

test('long lines are cut with a mark', () => {
  expect(cutLine('short')).toBe('short')
  expect(cutLine('x'.repeat(longestLine + 7))).toMatch(/x … \(7 characters more\)$/)
})
