import { expect, it } from 'vitest'
import { phasesOf } from './phases.ts'

it('divides the time of a call without a gap', () => {
  expect(phasesOf({ durationMs: 38, waitedMs: 10, startedMs: 7 })).toEqual([
    { name: 'Waited', fromMs: 0, ms: 3 },
    { name: 'Started', fromMs: 3, ms: 7 },
    { name: 'Ran', fromMs: 10, ms: 28 },
  ])
})

it('never shows more than the whole, and nothing of what was not measured', () => {
  expect(phasesOf({ durationMs: 5, waitedMs: 9, startedMs: 12 }).map(({ ms }) => ms)).toEqual([0, 5, 0])
  expect(phasesOf({ durationMs: 5 })).toEqual([])
  expect(phasesOf({ waitedMs: 5 })).toEqual([])
})
