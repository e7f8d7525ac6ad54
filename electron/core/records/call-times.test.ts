import { describe, expect, it } from 'vitest'
import { latencyOf, toolStatsOf, type TimedCall } from './call-times.ts'
import { percentile } from './percentile.ts'

const call = (at: number, more: Partial<TimedCall> = {}): TimedCall => ({
  ...{ id: `c${at}`, at, server: 's', tool: 't', outcome: 'answered', durationMs: 1 },
  ...more,
})

describe('a percentile', () => {
  it('is one of the values: the smallest that the share is not above', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    expect([0, 0.5, 0.51, 0.95, 1].map((share) => percentile(ten, share))).toEqual([1, 5, 6, 10, 10])
    expect(percentile([7], 0.5)).toBe(7)
    expect(percentile([], 0.5)).toBeNull()
  })
})

describe('latency', () => {
  const span = { since: 1000, until: 1400, buckets: 4 }

  it('puts each call into the bucket that it began in, and leaves empty ones without a time', () => {
    const calls = [
      call(1000, { durationMs: 4 }),
      call(1099, { durationMs: 8 }),
      call(1100, { durationMs: 30 }),
      call(1399),
    ]
    const { buckets, ...all } = latencyOf(calls, span)
    expect(buckets).toEqual([
      { at: 1000, calls: 2, failed: 0, p50: 4, p95: 8 },
      { at: 1100, calls: 1, failed: 0, p50: 30, p95: 30 },
      { at: 1200, calls: 0, failed: 0, p50: null, p95: null },
      { at: 1300, calls: 1, failed: 0, p50: 1, p95: 1 },
    ])
    expect(all).toMatchObject({ calls: 4, failed: 0, p50: 4, p95: 30 })
  })

  it('times only what was answered, a tool’s error included, and marks what was broken off', () => {
    const calls = [
      call(1006, { outcome: 'pending', durationMs: null }),
      call(1005, { outcome: 'host-lost', durationMs: null }),
      call(1004, { outcome: 'cancelled', durationMs: 500 }),
      call(1003, { outcome: 'trapped', durationMs: 700 }),
      call(1002, { outcome: 'refused', durationMs: 0.1 }),
      call(1001, { outcome: 'tool-error', durationMs: 20 }),
      call(1000, { outcome: 'answered', durationMs: 10 }),
    ]
    const { buckets, marks, failed } = latencyOf(calls, { ...span, buckets: 1 })
    expect(buckets).toEqual([{ at: 1000, calls: 7, failed: 4, p50: 10, p95: 20 }])
    expect(failed).toBe(4)
    expect(latencyOf([call(1, { durationMs: 1000 }), call(1, { durationMs: 999 })], span).slow).toBe(1)
    expect(marks).toEqual([{ call: 'c1003', at: 1003, outcome: 'trapped', durationMs: 700 }])
  })

  it('stays within its buckets when a clock was set while it was asked', () => {
    const { buckets, calls } = latencyOf([call(900), call(1400), call(9000)], span)
    expect(buckets.map((bucket) => bucket.calls)).toEqual([1, 0, 0, 2])
    expect(calls).toBe(3)
  })
})

describe('the numbers of tools', () => {
  it('are kept apart by server, most called first, of equals the latest', () => {
    const calls = [
      call(9, { tool: 'b' }),
      call(8, { server: 'u', outcome: 'error', durationMs: 3 }),
      call(7, { durationMs: 9 }),
      call(6, { durationMs: 5 }),
    ]
    expect(toolStatsOf(calls)).toEqual([
      { server: 's', tool: 't', calls: 2, failed: 0, p50: 5, p95: 9, lastAt: 7 },
      { server: 's', tool: 'b', calls: 1, failed: 0, p50: 1, p95: 1, lastAt: 9 },
      { server: 'u', tool: 't', calls: 1, failed: 1, p50: null, p95: null, lastAt: 8 },
    ])
  })
})
