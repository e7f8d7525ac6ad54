import { expect, it } from 'vitest'
import { failedShare, pace, paceText, percent, sum, upTo } from './activity.ts'

const minute = 60_000 * 1000
const calls = Array.from({ length: 30 }, (_, index) => index)
const failed = calls.map((count) => (count === 29 ? 3 : 0))
const activity = { server: 'a', minute, calls, failed }

it('goes on while nobody tells anything, and never backwards', () => {
  expect(upTo(activity, minute + 1000)).toEqual({ calls, failed })
  expect(upTo(activity, minute + 2 * 60_000).calls).toEqual([...calls.slice(2), 0, 0])
  expect(sum(upTo(activity, minute + 60 * 60_000).calls)).toBe(0)
  expect(upTo(activity, minute - 60_000).calls).toEqual(calls)
  expect(upTo(undefined, minute)).toEqual({ calls: calls.map(() => 0), failed: calls.map(() => 0) })
})

it('says how many calls a minute there are now, and how many of them fail', () => {
  expect(pace(calls)).toBe(27)
  expect([0, 0.4, 12.44, 99.96, 120.4].map(paceText)).toEqual(['0', '0.4', '12.4', '100', '120'])
  expect(failedShare({ calls: [1, 3], failed: [0, 1] })).toBe(0.25)
  expect(failedShare({ calls: [0], failed: [0] })).toBeNull()
  expect([0, 0.001, 0.254, 1].map(percent)).toEqual(['0 %', 'under 1 %', '25 %', '100 %'])
})
