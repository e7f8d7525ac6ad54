import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Guest } from './guest.ts'
import { preparePython } from '../../../test/clients/python.ts'

type Job = ['zones' | 'version'] | ['changes', number, number] | ['current' | 'convert', number, ...string[]]

interface Moment {
  timezone: string
  datetime: string
  is_dst: boolean
}

interface Conversion {
  note?: string
  second?: object
}

/** The database counts these the other way round: winter, or the month of Ramadan, as saved time. People call summer that. */
const backwards = ['Africa/Casablanca', 'Africa/El_Aaiun', 'Eire', 'Europe/Dublin']

let peers: Awaited<ReturnType<typeof preparePython>>
let ask: (jobs: Job[]) => unknown[]

beforeAll(async () => {
  peers = await preparePython(path.join(import.meta.dirname, 'requirements-time.txt'))
  if ('reason' in peers) return console.error(`\n  *** SKIPPED: mcp-server-time, because ${peers.reason}. ***\n`)
  const { python } = peers
  const script = path.join(import.meta.dirname, 'time_oracle.py')
  ask = (jobs) =>
    JSON.parse(
      execFileSync(python, ['-B', script], { input: JSON.stringify(jobs), encoding: 'utf8', maxBuffer: 1 << 28 }),
    ) as unknown[]
}, 600_000)

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '')

async function at(seconds: number): Promise<Guest> {
  const guest = new Guest('time', { args: ['--now', iso(seconds)] })
  await guest.initialize()
  return guest
}

describe('mcp-server-time', () => {
  test('is asked with the same release of the IANA database', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    expect((await (await at(0)).end()).stderr).toContain(`ready, IANA ${String(ask([['version']])[0])}\n`)
  })

  test('knows its zones, and tells the same time in each, right before and after every change', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const [zones, changes] = ask([['zones'], ['changes', 2026, 2026]]) as [string[], Record<string, number[]>]
    const instants = [
      ...new Set(
        Object.values(changes)
          .flat()
          .flatMap((change) => [change - 1, change]),
      ),
    ].sort()
    expect(zones.length).toBeGreaterThan(590)
    expect(instants.length).toBeGreaterThan(40)
    const theirs = ask(instants.flatMap((now) => zones.map((zone): Job => ['current', now, zone])))
    const otherTime: unknown[] = []
    const otherSummer = new Set<string>()
    for (const [index, now] of instants.entries()) {
      const guest = await at(now)
      for (const [place, timezone] of zones.entries()) {
        const ours = (await guest.call('get_current_time', { timezone })) as Moment
        const there = theirs[index * zones.length + place] as Moment
        if (ours.is_dst !== there.is_dst) otherSummer.add(timezone)
        if (JSON.stringify({ ...ours, is_dst: there.is_dst }) !== JSON.stringify(there))
          otherTime.push([iso(now), ours, there])
      }
      await guest.end()
    }
    expect(otherTime).toEqual([])
    expect([...otherSummer].sort()).toEqual(backwards)
  }, 300_000)

  test('converts the same all through the days on which clocks change', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const [changes] = ask([['changes', 2026, 2026]]) as [Record<string, number[]>]
    const times = Array.from(
      { length: 48 },
      (_, half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`,
    )
    const days = new Map<number, string[]>()
    for (const [zone, found] of Object.entries(changes))
      for (const change of found) days.set(change, [...(days.get(change) ?? []), zone])
    const jobs = [...days].flatMap(([now, zones]) =>
      zones.flatMap((zone) => times.map((time): Job => ['convert', now, zone, time, 'Asia/Kathmandu'])),
    )
    const theirs = ask(jobs)
    const different: unknown[] = []
    const noted = { skipped: 0, twice: 0 }
    let guest: Guest | undefined
    let now = NaN
    for (const [index, [, instant, source_timezone, time, target_timezone]] of (
      jobs as [string, number, string, string, string][]
    ).entries()) {
      if (instant !== now) guest = await at((now = instant))
      const ours = (await guest!.call('convert_time', { source_timezone, time, target_timezone })) as Conversion
      const there = theirs[index]
      if (typeof there === 'string') {
        // There an error; here the time after the gap, and a note.
        noted.skipped++
        if (!there.includes('does not exist') || !ours.note?.includes('does not exist')) different.push([ours, there])
        continue
      }
      const { note, second, ...same } = ours
      if (second) noted.twice++
      if (Boolean(note) !== Boolean(second)) different.push([ours, there])
      if (!backwards.includes(source_timezone) && JSON.stringify(same) !== JSON.stringify(there))
        different.push([ours, there])
    }
    expect(different).toEqual([])
    expect(noted.skipped).toBeGreaterThan(100)
    expect(noted.twice).toBeGreaterThan(100)
  }, 300_000)

  test('refuses what is refused here, over MCP', async ({ skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const both = [new Guest('time'), new Guest([peers.python, '-m', 'mcp_server_time'])]
    for (const guest of both) await guest.initialize()
    const convert = (source_timezone: unknown, time: unknown, target_timezone: unknown) => ({
      source_timezone,
      time,
      target_timezone,
    })
    const calls: [string, object, failed: boolean][] = [
      ['get_current_time', { timezone: 'Asia/Kathmandu' }, false],
      ['get_current_time', { timezone: 'Asia/Kathmandu', more: 1 }, false],
      ['get_current_time', {}, true],
      ['get_current_time', { timezone: '' }, true],
      ['get_current_time', { timezone: 5 }, true],
      ['get_current_time', { timezone: 'Mars/Olympus_Mons' }, true],
      ['get_current_time', { timezone: '../../etc/passwd' }, true],
      ['convert_time', convert('UTC', '12:00', 'Asia/Kolkata'), false],
      ['convert_time', convert('UTC', '9:05', 'Asia/Kolkata'), false],
      ['convert_time', convert('UTC', '24:00', 'Asia/Kolkata'), true],
      ['convert_time', convert('UTC', '2pm', 'Asia/Kolkata'), true],
      ['convert_time', convert('UTC', '12:00:00', 'Asia/Kolkata'), true],
      ['convert_time', convert('UTC', '12:00', 'nowhere'), true],
    ]
    for (const [tool, args, failed] of calls)
      for (const guest of both)
        expect({ args, failed: (await guest.use(tool, args)).failed }, tool).toEqual({ args, failed })
  })
})
