import { describe, expect, it } from 'vitest'
import { apart, decades, decadeTicks, pathOf, timeTicks, valueScale } from './plot-scale.ts'

describe('an axis of decades', () => {
  it('holds all values and begins at 1 where none is smaller', () => {
    expect(decades([14, 102])).toEqual([1, 1000])
    expect(decades([0.3, 2])).toEqual([0.1, 100])
    expect(decades([1, 1000])).toEqual([1, 1000])
    expect(decades([12, 50_000])).toEqual([1, 100_000])
    expect(decades([])).toEqual([1, 1000])
    expect(decades([0, 0.000001])).toEqual([0.01, 10])
  })

  it('has a tick for each, or for every second of many', () => {
    expect(decadeTicks([1, 1000])).toEqual([1, 10, 100, 1000])
    expect(decadeTicks([0.01, 100_000])).toEqual([0.01, 1, 100, 10_000])
  })

  it('has the same distance between them', () => {
    const y = valueScale([1, 1000], { left: 0, right: 10, top: 0, bottom: 90 })
    expect([1, 10, 100, 1000, 9999].map((value) => Math.round(y(value)))).toEqual([90, 60, 30, 0, 0])
  })
})

describe('a line', () => {
  it('has gaps where there is nothing, and shows what stands alone', () => {
    const points = [1, null, 3, 4, null].map((value, at) => ({ at, value }))
    const { path, alone } = pathOf(
      points,
      (at) => at * 10,
      (value) => value,
    )
    expect(path).toBe('M0,1ZM20,3L30,4')
    expect(alone).toEqual([{ x: 0, y: 1 }])
  })
})

describe('texts', () => {
  it('do not cover each other', () => {
    expect(apart([50, 80])).toEqual([50, 80])
    expect(apart([50, 53], 13)).toEqual([45, 58])
    expect(apart([53, 50], 13)).toEqual([58, 45])
  })

  it('name round moments', () => {
    const noon = new Date(2026, 4, 1, 12).getTime()
    expect(timeTicks(noon, noon + 3_600_000, 4).map((at) => new Date(at).getMinutes())).toEqual([0, 15, 30, 45, 0])
  })
})
