import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { logFolder, logServer } from './log-server.ts'
import { preparePeers } from './peers.ts'

interface Told {
  total_lines: number
  total_entries: number
  levels: Record<string, number>
  error_count: number
  error_rate: number
  sources: Record<string, [number, number]>
  span_seconds: number
  first: number
  hours: [number, number][]
  lost: number
  times: number[]
}

let peers: Awaited<ReturnType<typeof preparePeers>>

beforeAll(async () => {
  peers = await preparePeers()
  if ('reason' in peers) console.error(`\n  *** SKIPPED: Python and pandas, because ${peers.reason}. ***\n`)
}, 600_000)

/** Seconds since 1970; a time without a zone is meant in UTC here. */
const seconds = (iso: string) => Date.parse(/Z|[+-]\d\d:\d\d$/.test(iso) ? iso : `${iso}Z`) / 1000

const names = {
  python: 'python',
  java: 'java',
  pino: 'json',
  logfmt: 'logfmt',
  syslog: 'syslog5424',
  access: 'access_combined',
}

describe('plain Python and pandas', () => {
  test.for([1, 2, 3])('count the same in six formats (%i)', { timeout: 120_000 }, async (seed, { skip }) => {
    if ('reason' in peers) return skip(peers.reason)
    const folder = await logFolder()
    const script = path.join(import.meta.dirname, 'log_oracle.py')
    const output = execFileSync(peers.python, ['-B', script, folder, String(seed)], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    const all = JSON.parse(output) as Record<keyof typeof names, Told>
    const { found } = await logServer([folder])
    for (const [name, format] of Object.entries(names)) {
      const { sources, hours, lost, times, first, span_seconds, ...told } = all[name as keyof typeof names]
      const file = `${name}.log`
      const statistics = await found('compute_log_statistics', { path: file })
      expect(statistics, name).toMatchObject({ format, ...told, error_rate: expect.closeTo(told.error_rate, 12) })
      expect(statistics.span_seconds).toBeCloseTo(span_seconds, 6)
      expect(seconds(statistics.first)).toBeCloseTo(first, 3)
      const counted = statistics.sources.map((one: { source: string; count: number; errors: number }) => [
        one.source,
        [one.count, one.errors],
      ])
      expect(Object.fromEntries(counted as [string, unknown][])).toEqual(sources)
      const { buckets } = statistics.histogram
      expect(buckets.map((one: { start: string; count: number }) => [seconds(one.start), one.count])).toEqual(hours)
      const { entries } = await found('parse_logs', { path: file, max_entries: 10_000 })
      const read = entries.map((entry: { _time: string }) => Math.round(seconds(entry._time) * 1000))
      expect(read, name).toEqual(times.map((at) => Math.round(at * 1000)))
      if (name !== 'access')
        expect(await found('search_entries', { path: file, pattern: 'USER 1\\d\\d lost' })).toMatchObject({
          matched: lost,
        })
    }
  })
})
