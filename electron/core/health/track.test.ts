import { describe, expect, it } from 'vitest'
import type { Check } from '../records/checks.ts'
import { Track, tracksOf } from './track.ts'

const minute = 60_000
const day = 86_400_000
const start = 1_800_000_000_000
const check = (nth: number, passed: boolean, server = 's'): Check => ({
  ...{ at: start + nth * minute, server, passed, tookMs: 20 + nth },
  ...(!passed && { text: `It failed in ${nth}.` }),
})

describe('a track', () => {
  it('says once that a server fails, at the third failure in a row, and once that it recovered', () => {
    const track = new Track('s', start)
    const said = [true, false, false, true, false, false, false, false, true, true].map((passed, nth) =>
      track.add(check(nth, passed)),
    )
    expect(said).toEqual([...Array<undefined>(6).fill(undefined), 'failing', undefined, 'recovered', undefined])
  })

  it('fails since the first failure of the row, and keeps the last one when it is well again', () => {
    const track = new Track('s', start)
    for (const [nth, passed] of [true, false, false, false, false].entries()) track.add(check(nth, passed))
    const failing = track.view(start + 5 * minute)
    expect(failing).toMatchObject({ state: 'failing', since: start + minute, failures: 4, checks: 5, uptime: 0.2 })
    track.add(check(5, true))
    expect(track.view(start + 5 * minute)).toMatchObject({
      ...{ state: 'well', since: start + 5 * minute, failures: 0, tookMs: 25, checkedAt: start + 5 * minute },
      lastFailure: { at: start + 4 * minute, text: 'It failed in 4.' },
    })
  })

  it('counts the last 24 hours only, and says nothing of uptime before the first check', () => {
    const track = new Track('s', start)
    expect(track.view(start)).toEqual({
      ...{ server: 's', state: 'unknown', since: start, failures: 0, uptime: null, checks: 0 },
    })
    track.add(check(0, false))
    track.add(check(10, true))
    expect(track.view(start + 11 * minute)).toMatchObject({ uptime: 0.5, checks: 2 })
    expect(track.view(start + day + minute)).toMatchObject({ uptime: 1, checks: 1 })
    expect(track.view(start + 2 * day)).toMatchObject({ uptime: null, checks: 0, state: 'well' })
  })
})

it('is left by one host as the next one finds it, also where the failures began before what is read', () => {
  const rows = [check(0, false), check(0, true, 'other'), check(1, false), check(2, false), check(3, false)]
  const tracks = tracksOf(rows, { s: start - 3 * day })
  expect(tracks.get('s')?.view(start + 4 * minute)).toMatchObject({ state: 'failing', since: start - 3 * day })
  expect(tracks.get('other')?.view(start + 4 * minute)).toMatchObject({ state: 'well', failures: 0 })
  expect(tracks.get('s')?.add(check(4, false))).toBeUndefined()
})
