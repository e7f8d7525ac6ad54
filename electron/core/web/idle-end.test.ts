import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endWhenIdle, idleEndMs } from './idle-end.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a host that nobody uses ends once, after ten minutes', () => {
  const end = vi.fn()
  endWhenIdle(() => false, end)
  vi.advanceTimersByTime(idleEndMs - 60_000)
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(idleEndMs)
  expect(end).toHaveBeenCalledOnce()
})

test('being used starts the ten minutes anew', () => {
  const end = vi.fn()
  let used = true
  endWhenIdle(() => used, end)
  vi.advanceTimersByTime(10 * idleEndMs)
  used = false
  vi.advanceTimersByTime(idleEndMs - 60_000)
  used = true
  vi.advanceTimersByTime(60_000)
  used = false
  vi.advanceTimersByTime(idleEndMs - 60_000)
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2 * 60_000)
  expect(end).toHaveBeenCalledOnce()
})
