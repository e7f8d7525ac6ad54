import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Throttle } from './throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('Throttle', () => {
  it('tells the first at once and the newest state of the others 100 ms later', () => {
    const throttle = new Throttle<[string, number]>(([key]) => key)
    const told: [string, number][][] = []
    throttle.listen((items) => void told.push(items))
    throttle.add(['a', 1])
    expect(told).toEqual([])
    vi.advanceTimersByTime(1)
    expect(told).toEqual([[['a', 1]]])
    throttle.add(['a', 2])
    throttle.add(['b', 1])
    throttle.add(['a', 3])
    vi.advanceTimersByTime(90)
    expect(told).toHaveLength(1)
    vi.advanceTimersByTime(20)
    expect(told[1]).toEqual([
      ['a', 3],
      ['b', 1],
    ])
    vi.advanceTimersByTime(1000)
    expect(told).toHaveLength(2)
  })

  it('keeps the newest of a flood', () => {
    const throttle = new Throttle<number>((n) => n, 100, 3)
    const told: number[][] = []
    throttle.listen((items) => void told.push(items))
    for (let i = 0; i < 10; i++) throttle.add(i)
    throttle.flush()
    expect(told).toEqual([[7, 8, 9]])
  })

  it('goes on when a listener throws, and stops telling one that left', () => {
    const error = vi.spyOn(console, 'error').mockReturnValue()
    const throttle = new Throttle<number>((n) => n)
    const told: number[] = []
    throttle.listen(() => {
      throw new Error('theirs')
    })
    const leave = throttle.listen((items) => void told.push(...items))
    throttle.add(1)
    throttle.flush()
    leave()
    throttle.add(2)
    throttle.flush()
    expect(told).toEqual([1])
    expect(error).toHaveBeenCalledTimes(2)
    error.mockRestore()
  })
})
