import { expect, it } from 'vitest'
import type { Call } from '../../shared/records.ts'
import { lanesOf } from './lanes.ts'

const call = (at: number, more: Partial<Call> = {}) =>
  ({ id: `c${at}`, at, server: 'git', client: 'Cursor', outcome: 'answered', durationMs: 10, ...more }) as Call
const seen = (calls: Call[], since: number, now: number) =>
  lanesOf(calls, since, now).map(({ name, bars }) => [name, bars.map(({ from, to }) => [from, to])])

it('has a lane for each server, the busiest first', () => {
  expect(seen([call(50), call(60, { server: 'fs' }), call(70, { server: 'fs' })], 0, 100)).toEqual([
    [
      'fs',
      [
        [60, 70],
        [70, 80],
      ],
    ],
    ['git', [[50, 60]]],
  ])
})

it('has a lane for each client of one server', () => {
  expect(seen([call(50), call(60, { client: 'Claude' })], 0, 100).map(([name]) => name)).toEqual(['Claude', 'Cursor'])
})

it('cuts what lasts over its edges, lets what runs end now, and leaves out what is over', () => {
  const running = call(80)
  delete running.durationMs
  expect(
    seen(
      [call(10, { durationMs: 60 }), { ...running, outcome: 'pending' }, call(1, { durationMs: 5 }), call(90)],
      50,
      95,
    ),
  ).toEqual([
    [
      'Cursor',
      [
        [50, 70],
        [80, 95],
        [90, 95],
      ],
    ],
  ])
})
