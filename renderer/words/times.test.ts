import { expect, it } from 'vitest'
import { ago, clock, clockOrDay, exactly } from './times.ts'

const now = new Date(2026, 10, 21, 14, 32, 7, 418).getTime()

it.each([
  [-5_000, 'now'],
  [0, 'now'],
  [12_400, '12 s ago'],
  [59_999, '59 s ago'],
  [4 * 60_000, '4 min ago'],
  [47 * 3_600_000, '47 h ago'],
  [72 * 3_600_000, '3 d ago'],
])('%d ms before is %s', (before, text) => {
  expect(ago(now - before, now)).toBe(text)
})

it('gives the exact moment where it counts', () => {
  expect(clock(now)).toBe('14:32:07')
  expect(clock(now, true)).toBe('14:32:07.418')
  expect(exactly(now)).toBe('2026-11-21 14:32:07.418')
})

it('gives the day where it is not today', () => {
  expect(clockOrDay(now - 1000, now)).toBe('14:32:06')
  expect(clockOrDay(new Date(2026, 10, 9, 8, 5).getTime(), now)).toBe('9 Nov 08:05')
})
