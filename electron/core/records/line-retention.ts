import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { endsOf } from './line-ranges.ts'
import { lineCost } from './line-rows.ts'
import { segmentLines, segmentOf } from './live-signature.ts'
import { dropSeal, dropSealsBefore } from './seals.ts'

/** Rows per step, of each level of a server. */
const step = 1000
/** A segment of which so few lines are left is searched line by line. */
export const worthSigning = 4096

/** Removes lines, oldest first, in steps of a few milliseconds. The caller has begun a transaction. */
export class LineRetention {
  readonly #db: DatabaseSyncInstance
  /** Segments of which something was removed since they were last looked at. */
  readonly #thinned = new Set<number>()

  constructor(db: DatabaseSyncInstance) {
    this.#db = db
  }

  /** The oldest of a server, up to `last`. Returns how many lines and bytes went; no lines: there are none. */
  oldest(server: string, last = Number.MAX_SAFE_INTEGER): { lines: number; bytes: number } {
    const id = (this.#db.prepare('SELECT id FROM servers WHERE name = ?').get(server) as { id: number } | undefined)?.id
    if (id === undefined) return { lines: 0, bytes: 0 }
    const at = this.#db.prepare('SELECT seq FROM lines WHERE server = ? AND level = ? ORDER BY seq LIMIT 1 OFFSET ?')
    const ends = [0, 1, 2, 3].flatMap(
      (level) => (at.get(id, level, step - 1) as { seq: number } | undefined)?.seq ?? [],
    )
    const end = Math.min(last, ...ends)
    const remove = this.#db.prepare(
      'DELETE FROM lines WHERE server = ? AND level = ? AND seq <= ? RETURNING seq, length(text) AS n',
    )
    const gone = { lines: 0, bytes: 0 }
    for (const level of [0, 1, 2, 3])
      for (const row of remove.all(id, level, end) as { seq: number; n: number }[]) this.#count(gone, row)
    this.#subtract(server, gone)
    return gone
  }

  /** Of one span that is older than `at`. Returns the lines that went by server; undefined: there is none. */
  older(at: number): Map<string, { lines: number; bytes: number }> | undefined {
    const span = this.#db.prepare('SELECT first, last FROM spans WHERE max_at < ? ORDER BY first LIMIT 1').get(at) as
      { first: number; last: number } | undefined
    if (!span) return undefined
    const rows = this.#db
      .prepare(
        `DELETE FROM lines WHERE seq BETWEEN ? AND ? RETURNING seq, length(text) AS n, (SELECT name FROM servers WHERE id = server) AS name`,
      )
      .all(span.first, span.last) as { seq: number; n: number; name: string }[]
    const gone = new Map<string, { lines: number; bytes: number }>()
    for (const row of rows) {
      const sum = gone.get(row.name) ?? { lines: 0, bytes: 0 }
      this.#count(sum, row)
      gone.set(row.name, sum)
    }
    this.#db.prepare('DELETE FROM spans WHERE first = ?').run(span.first)
    for (const [name, sum] of gone) this.#subtract(name, sum)
    return gone
  }

  /** What belongs to lines that are gone. */
  tidy(): void {
    const { low: oldest, high } = endsOf(this.#db) ?? { low: Number.MAX_SAFE_INTEGER, high: 0 }
    this.#db.prepare('DELETE FROM spans WHERE last < ?').run(oldest)
    this.#db.prepare('DELETE FROM origins WHERE last < ?').run(oldest)
    dropSealsBefore(this.#db, oldest)
    const left = this.#db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM lines WHERE seq BETWEEN ? AND ? LIMIT ?)')
    for (const segment of this.#thinned) {
      if (segment === segmentOf(high)) continue
      const first = segment * segmentLines
      const { n } = left.get(first, first + segmentLines - 1, worthSigning) as { n: number }
      if (n < worthSigning) dropSeal(this.#db, segment)
    }
    this.#thinned.clear()
  }

  #count(sum: { lines: number; bytes: number }, { seq, n }: { seq: number; n: number }): void {
    sum.lines++
    sum.bytes += n + lineCost
    this.#thinned.add(segmentOf(seq))
  }

  #subtract(server: string, { lines, bytes }: { lines: number; bytes: number }): void {
    this.#db
      .prepare('UPDATE totals SET lines = max(0, lines - ?), line_bytes = max(0, line_bytes - ?) WHERE server = ?')
      .run(lines, bytes, server)
  }
}
