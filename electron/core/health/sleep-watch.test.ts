import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SleepWatch } from './sleep-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a long check without sleep is none', () => {
  const watch = new SleepWatch()
  vi.advanceTimersByTime(20_000)
  expect(watch.end()).toBe(false)
  expect(vi.getTimerCount()).toBe(0)
})

test('sleep is seen in the middle and at the end', () => {
  const middle = new SleepWatch()
  vi.advanceTimersByTime(1000)
  vi.setSystemTime(Date.now() + 60_000)
  vi.advanceTimersByTime(1000)
  expect(middle.end()).toBe(true)

  const end = new SleepWatch()
  vi.advanceTimersByTime(1000)
  vi.setSystemTime(Date.now() + 60_000)
  expect(end.end()).toBe(true)
})
