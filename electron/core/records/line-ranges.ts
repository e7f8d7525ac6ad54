import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { prepared } from './prepared.ts'

/** Numbers of lines, both ends included. `sure`: all of them are of the time that was asked for. */
export interface Range {
  low: number
  high: number
  sure: boolean
}

interface Span {
  first: number
  last: number
  min_at: number
  max_at: number
}

/** The oldest and the newest line. Asked in one query SQLite would look at all of them. */
export function endsOf(db: DatabaseSyncInstance): { low: number; high: number } | undefined {
  const end = (which: 'min' | 'max') =>
    (prepared(db, `SELECT ${which}(seq) AS seq FROM lines`).get() as { seq: number | null }).seq
  const [low, high] = [end('min'), end('max')]
  return low === null || high === null ? undefined : { low, high }
}

/** Where lines of a time lie. Lines are in the order of their numbers, not of the clock, which may be set back. */
export function rangesOf(
  db: DatabaseSyncInstance,
  low: number,
  high: number,
  { since = -Infinity, until = Infinity }: { since?: number | undefined; until?: number | undefined },
): Range[] {
  const ends = endsOf(db)
  if (!ends) return []
  const from = Math.max(low, ends.low)
  const to = Math.min(high, ends.high)
  if (from > to) return []
  if (since === -Infinity && until === Infinity) return [{ low: from, high: to, sure: true }]
  const spans = prepared(db, 'SELECT * FROM spans WHERE max_at >= ? AND min_at < ? ORDER BY first').all(
    Math.max(since, -8.64e15),
    Math.min(until, 8.64e15),
  ) as unknown as Span[]
  const ranges: Range[] = []
  for (const span of spans) {
    const part = {
      low: Math.max(from, span.first),
      high: Math.min(to, span.last),
      sure: span.min_at >= since && span.max_at < until,
    }
    if (part.low > part.high) continue
    const last = ranges.at(-1)
    if (last && last.sure === part.sure && last.high + 1 === part.low) last.high = part.high
    else ranges.push(part)
  }
  return ranges
}
