import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from './call-filter.ts'
import { spanOf, stepText } from './latency-span.ts'

const at = (hour: number, minute = 0, second = 0) => new Date(2026, 4, 1, hour, minute, second).getTime()

describe('the span of a plot', () => {
  it('is 60 minutes for the last hour, the one that goes on included', () => {
    const span = spanOf({ kind: 'last', ms: hourMs }, at(14, 32, 8), 30 * dayMs)
    expect(span).toEqual({ since: at(13, 33), until: at(14, 33), buckets: 60 })
    expect(stepText(span)).toBe('minute')
    expect(spanOf({ kind: 'last', ms: hourMs }, at(14, 32, 59), 30 * dayMs)).toEqual(span)
  })

  it('begins at midnight for today, in steps that keep it readable', () => {
    const span = spanOf({ kind: 'today' }, at(14, 32), 30 * dayMs)
    expect(span.since).toBe(at(0))
    expect([span.buckets, stepText(span)]).toEqual([88, '10 min'])
  })

  it('takes larger steps for longer spans, and never too many', () => {
    const week = spanOf({ kind: 'last', ms: 7 * dayMs }, at(14), 30 * dayMs)
    expect([week.buckets, stepText(week)]).toEqual([84, '2 h'])
    const all = spanOf({ kind: 'all' }, at(14), 365 * dayMs)
    expect(all.buckets).toBeLessThanOrEqual(97)
    expect(all.since).toBeLessThanOrEqual(at(14) - 365 * dayMs)
  })

  it('holds both ends of what was chosen, also when one is left open or they are the wrong way round', () => {
    const span = spanOf({ kind: 'span', since: at(10, 5, 30), until: at(10, 20, 10) }, at(14), dayMs)
    expect([span.since, span.until]).toEqual([at(10, 5), at(10, 21)])
    expect(spanOf({ kind: 'span', since: at(13) }, at(14), dayMs).until).toBeGreaterThanOrEqual(at(14))
    expect(spanOf({ kind: 'span', since: at(13), until: at(12) }, at(14), dayMs).buckets).toBeGreaterThan(0)
  })
})
