import { expect, it } from 'vitest'
import { FailureCount } from './failure-count.ts'

it('counts what happened in the last minute', () => {
  let now = 0
  const failures = new FailureCount(() => now)
  expect(failures.add()).toBe(1)
  now = 30_000
  expect(failures.add()).toBe(2)
  now = 59_999
  expect(failures.count).toBe(2)
  now = 60_000
  expect(failures.count).toBe(1)
  expect(failures.add()).toBe(2)
  failures.reset()
  expect(failures.count).toBe(0)
  expect(failures.add()).toBe(1)
})

it('runs on a monotonic clock by default', () => {
  const failures = new FailureCount()
  expect(failures.add()).toBe(1)
  expect(failures.add()).toBe(2)
})
