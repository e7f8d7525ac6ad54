import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Inbox } from './inbox.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a job that comes alone is done in the next turn, those that follow together and in order', () => {
  const inbox = new Inbox()
  const done: number[] = []
  inbox.add(() => done.push(1))
  expect(done).toEqual([])
  vi.advanceTimersByTime(1)
  expect(done).toEqual([1])
  inbox.add(() => done.push(2))
  inbox.add(() => done.push(3))
  vi.advanceTimersByTime(30)
  expect(done).toEqual([1])
  vi.advanceTimersByTime(30)
  expect(done).toEqual([1, 2, 3])
})

test('too many are not kept, and none is done twice', () => {
  const inbox = new Inbox()
  let done = 0
  inbox.add(() => done++)
  vi.advanceTimersByTime(1)
  for (let i = 0; i < 500; i++) inbox.add(() => done++)
  expect(done).toBe(501)
  inbox.drain()
  vi.advanceTimersByTime(1000)
  expect(done).toBe(501)
})
