import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './paced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first at once, then the newest once in a while, the last at the end', () => {
  const passed: number[] = []
  const { say, end } = paced(100, (value: number) => passed.push(value))
  say(1)
  say(2)
  say(3)
  expect(passed).toEqual([1])
  vi.advanceTimersByTime(100)
  expect(passed).toEqual([1, 3])
  vi.advanceTimersByTime(500)
  say(4)
  say(5)
  expect(passed).toEqual([1, 3, 4])
  end()
  say(6)
  vi.advanceTimersByTime(500)
  expect(passed).toEqual([1, 3, 4, 5])
})
