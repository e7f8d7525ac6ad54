import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Turns } from './turns.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function make(ids: string[], check: (id: string) => Promise<void> = () => Promise.resolve()) {
  const had: { id: string; at: number }[] = []
  const start = performance.now()
  const turns = new Turns({
    everyMs: 60_000,
    ids: () => ids,
    check: (id) => {
      had.push({ id, at: performance.now() - start })
      return check(id)
    },
  })
  turns.start()
  return { turns, had }
}

it('checks each server once in the interval, one at a time, at equal distances', async () => {
  const { had } = make(['a', 'b', 'c', 'd'])
  await vi.advanceTimersByTimeAsync(120_000)
  expect(had.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'])
  expect(had.map(({ at }) => Math.round(at / 1000))).toEqual([15, 30, 45, 60, 75, 90, 105, 120])
})

it('lets who was switched on come first, within a second, and keeps the order of the others', async () => {
  const ids = ['a', 'b']
  const { turns, had } = make(ids)
  await vi.advanceTimersByTimeAsync(31_000)
  ids.push('c')
  turns.soon('c')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(had.map(({ id }) => id)).toEqual(['a', 'c'])
  await vi.advanceTimersByTimeAsync(40_000)
  expect(had.map(({ id }) => id)).toEqual(['a', 'c', 'b', 'a'])
})

it('has at most two under way, so that those which hang hold up no others for long, and none twice', async () => {
  const waiting = new Map<string, () => void>()
  const { had } = make(['a', 'b', 'c'], (id) => new Promise((resolve) => waiting.set(id, resolve)))
  await vi.advanceTimersByTimeAsync(300_000)
  expect(had.map(({ id }) => id)).toEqual(['a', 'b'])
  waiting.get('b')?.()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(had.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

it('does nothing more when it was stopped', async () => {
  const { turns, had } = make(['a'])
  turns.stop()
  turns.soon('a')
  await vi.advanceTimersByTimeAsync(300_000)
  expect(had).toEqual([])
})
