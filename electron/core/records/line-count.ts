import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { LogCount } from '../../../shared/records.ts'
import { nextLine } from './block-search.ts'
import { lineFilter, type LineFilter, type LineQuery } from './line-filter.ts'
import type { lineQueries } from './line-queries.ts'
import type { Sliced } from './sliced.ts'

/** Lines that are looked at one by one; beyond it the count is "at least". */
const mostLooked = 100_000
/** Entries of the index that are counted in one slice. */
const windowLines = 262_144

/** How many lines there are, exactly where the index knows or where it does not cost much to look. */
export function lineCount(db: DatabaseSyncInstance, queries: ReturnType<typeof lineQueries>) {
  const counted = db.prepare(
    `SELECT count(*) AS n, min(seq) AS first, max(seq) AS last FROM lines WHERE server = ? AND level = ? AND seq BETWEEN ? AND ?`,
  )

  const next = nextLine(db, false)

  return function* (query: LineQuery): Sliced<LogCount> {
    const filter = lineFilter(db, query)
    const total: LogCount = { lines: 0, exact: true }
    if (!filter) return total
    const byText = filter.find !== '' || filter.origins !== undefined || filter.sources !== undefined
    const rest: LineFilter = { ...filter, ranges: byText ? filter.ranges : filter.ranges.filter(({ sure }) => !sure) }
    if (!byText)
      for (const { low, high } of filter.ranges.filter(({ sure }) => sure))
        for (let at = next(low); at !== undefined && at <= high; at = next(at + windowLines)) {
          const end = Math.min(high, at + windowLines - 1)
          for (const server of filter.servers)
            for (const level of filter.levels) {
              const part = counted.get(server, level, at, end) as {
                n: number
                first: number | null
                last: number | null
              }
              if (part.first !== null && part.last !== null) add(total, part.n, part.first, part.last)
            }
          yield
        }
    let looked = 0
    for (const piece of queries.walk(rest, true)) {
      const [newest, oldest] = [piece.rows[0], piece.rows.at(-1)]
      if (newest && oldest) add(total, piece.rows.length, oldest.seq, newest.seq)
      looked += piece.looked
      if (looked > mostLooked) return { ...total, exact: false }
      yield
    }
    return total
  }
}

function add(total: LogCount, lines: number, first: number, last: number): void {
  total.lines += lines
  total.first = Math.min(total.first ?? first, first)
  total.last = Math.max(total.last ?? last, last)
}
