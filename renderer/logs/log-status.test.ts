import { expect, it } from 'vitest'
import { statusOf } from './log-status.ts'

const lines = (count: number, exact = true) => ({ count, exact })

it('says how many of all lines are found', () => {
  expect(statusOf(lines(12_406), lines(1_284_090), true)).toEqual(['12,406 of 1,284,090 lines'])
  expect(statusOf(lines(100_000, false), lines(1_284_090), true)).toEqual(['100,000+ of 1,284,090 lines'])
  expect(statusOf(undefined, lines(1), false)).toEqual(['1 line'])
})

it('finds no more than there are, and says nothing before both are counted', () => {
  expect(statusOf(lines(12), lines(10), true)).toEqual(['12 of 12 lines'])
  expect(statusOf(undefined, lines(10), true)).toBeNull()
  expect(statusOf(lines(3), undefined, true)).toBeNull()
})
