import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Activity } from '../../../shared/watching.ts'
import { ActivityWatch } from './activity.ts'
import { CallMinutes, minuteMs, minuteOf } from './call-minutes.ts'

const noon = minuteOf(Date.UTC(2026, 4, 1, 12))

describe('the minutes of a server', () => {
  it('end with the one that goes on, and older ones move out', () => {
    const minutes = new CallMinutes()
    minutes.add(noon, 1, 0)
    minutes.add(noon + 59_999, 1, 1)
    minutes.add(noon + minuteMs, 5, 0)
    expect(minutes.at(noon + 59_999)).toMatchObject({ minute: noon })
    const later = minutes.at(noon + minuteMs + 1)
    expect([later.calls.length, later.calls.slice(-2), later.failed.slice(-2)]).toEqual([30, [2, 0], [1, 0]])
  })

  it('lose what is 30 minutes old, not what is 29', () => {
    const minutes = new CallMinutes()
    minutes.add(noon, 3, 0)
    expect(minutes.at(noon + 29 * minuteMs).calls[0]).toBe(3)
    expect(minutes.at(noon + 30 * minuteMs).calls).toEqual(Array(30).fill(0))
  })

  it('count on after a clock was set back or far on', () => {
    const minutes = new CallMinutes()
    minutes.add(noon, 3, 0)
    expect(minutes.at(noon - 60 * minuteMs).calls.at(-1)).toBe(0)
    minutes.add(noon - 60 * minuteMs, 1, 0)
    expect(minutes.at(noon - 60 * minuteMs).calls.at(-1)).toBe(1)
    expect(minutes.at(noon + 10_000 * minuteMs).calls).toEqual(Array(30).fill(0))
  })
})

describe('activity', () => {
  let told: Activity[][]
  let watch: ActivityWatch

  beforeEach(() => {
    vi.useFakeTimers({ now: noon + 10_000, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    told = []
    watch = new ActivityWatch({ tell: (changed) => told.push(changed) })
  })
  afterEach(() => {
    watch.close()
    vi.useRealTimers()
  })
  const ended = (server: string, outcome: 'answered' | 'trapped' = 'answered') =>
    watch.ended({ server, at: Date.now(), outcome })

  it('is told at most once a second, of those servers only that had a call', () => {
    for (let i = 0; i < 50; i++) {
      ended('a')
      vi.advanceTimersByTime(40)
    }
    ended('b', 'trapped')
    vi.advanceTimersByTime(1000)
    expect(told.length).toBe(4)
    expect(told.map((list) => list.map(({ server }) => server))).toEqual([['a'], ['a'], ['a'], ['b']])
    expect(told[3]?.[0]?.failed.at(-1)).toBe(1)
    expect(watch.list().map(({ server, calls }) => [server, calls.at(-1)])).toEqual([
      ['a', 50],
      ['b', 1],
    ])
  })

  it('is told when a minute begins, as long as there is something to see, and once when it is gone', () => {
    ended('a')
    vi.advanceTimersByTime(29 * minuteMs)
    expect(told.at(-1)?.[0]).toMatchObject({ minute: noon + 29 * minuteMs, calls: [1, ...Array<number>(29).fill(0)] })
    expect(told.length).toBe(30)
    vi.advanceTimersByTime(60 * minuteMs)
    expect(told.length).toBe(31)
    expect(told.at(-1)?.[0]?.calls).toEqual(Array(30).fill(0))
  })

  it('goes on from what was counted before', () => {
    const { since, until, buckets } = watch.span()
    expect([until - since, (until - since) / buckets, until]).toEqual([30 * minuteMs, minuteMs, noon + minuteMs])
    watch.seed('a', [
      { at: since, calls: 4, failed: 1 },
      { at: noon, calls: 2, failed: 0 },
    ])
    ended('a')
    const [activity] = watch.list()
    expect([activity?.calls[0], activity?.failed[0], activity?.calls[29]]).toEqual([4, 1, 3])
    watch.forget('a')
    expect(watch.list()).toEqual([])
  })
})
