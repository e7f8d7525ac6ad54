import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { CountedRetention } from './counted-retention.ts'
import { CallRetention } from './call-retention.ts'
import type { AddedLines } from './line-writer.ts'
import { LineRetention } from './line-retention.ts'
import type { Limits } from './messages.ts'
import type { Added } from './writer.ts'

export const defaultRetention: Limits = {
  days: 30,
  bytes: 1_000_000_000,
  linesPerServer: 5_000_000,
  calls: 50_000,
  bodyBytes: 256_000_000,
  traps: 2_000,
  denials: 5_000,
  requests: 50_000,
}

const dayMs = 86_400_000
/** What has become too old is looked for this often. */
const ageEveryMs = 600_000
/** Pruning begins this far above a limit, so that it comes in runs and not with every line. */
const slack = 1.05

/** Bounds what is kept by age, size and number. Where it is too much, the server that has most loses its oldest. */
export class Retention {
  readonly #db: DatabaseSyncInstance
  readonly #limits: Limits
  readonly #lines = new Map<string, { lines: number; bytes: number }>()
  readonly #lineRetention: LineRetention
  readonly #calls: CallRetention
  readonly #counted: CountedRetention
  #agedAt = -Infinity
  #aging = false
  #tooMuch = false

  constructor(db: DatabaseSyncInstance, limits: Limits) {
    this.#db = db
    this.#limits = limits
    this.#lineRetention = new LineRetention(db)
    this.#calls = new CallRetention(db, limits)
    this.#counted = new CountedRetention(db, limits)
    for (const row of db.prepare('SELECT server, lines, line_bytes FROM totals').all() as Record<string, unknown>[])
      this.#lines.set(row['server'] as string, { lines: row['lines'] as number, bytes: row['line_bytes'] as number })
  }

  /** Returns whether there is something to prune. */
  note(added: Added): boolean {
    this.#calls.note(added)
    this.#counted.note(added)
    return this.#over()
  }

  noteLines(added: AddedLines): boolean {
    for (const [server, more] of added) {
      const sum = this.#lines.get(server) ?? { lines: 0, bytes: 0 }
      sum.lines += more.lines
      sum.bytes += more.bytes
      this.#lines.set(server, sum)
    }
    return this.#over()
  }

  /** Other limits, in force at once. */
  keep(limits: Pick<Limits, 'days' | 'bytes'>): void {
    Object.assign(this.#limits, limits)
    this.#agedAt = -Infinity
    this.#calls.note({ calls: 0, bodyBytes: 0 })
    // Pruning does only what was found to be too much.
    this.#over()
  }

  #over(): boolean {
    if (Date.now() - this.#agedAt > ageEveryMs) {
      this.#agedAt = Date.now()
      this.#aging = true
    }
    if (!this.#tooMuch && this.#used() > this.#limits.bytes * slack) this.#tooMuch = true
    return this.#aging || this.#tooMuch || this.#crowded() !== undefined || this.#calls.over || this.#counted.over
  }

  /** Prunes a little. Returns whether there is more to do. */
  prune(): boolean {
    let again = false
    this.#transaction(() => {
      if (this.#aging) this.#aging = again = this.#pruneOld()
      else if (this.#tooMuch) this.#tooMuch = again = this.#pruneLargest()
      const crowded = this.#crowded()
      if (crowded !== undefined) {
        this.#take(crowded, this.#lineRetention.oldest(crowded))
        again = true
      }
      if (this.#calls.over) this.#calls.prune()
      if (this.#counted.over) this.#counted.prune()
      again ||= this.#calls.over || this.#counted.over
      if (!again) this.#lineRetention.tidy()
    })
    this.#db.exec('PRAGMA incremental_vacuum(500)')
    return again
  }

  /** Forgets a little of all that a server, or every one, has logged up to `last`. Returns whether there is more. */
  clearLines(server: string | undefined, last: number): boolean {
    let again = false
    this.#transaction(() => {
      for (const one of server === undefined ? [...this.#lines.keys()] : [server]) {
        const gone = this.#lineRetention.oldest(one, last)
        this.#take(one, gone)
        again = gone.lines > 0
        if (again) break
      }
      if (!again) this.#lineRetention.tidy()
    })
    this.#db.exec('PRAGMA incremental_vacuum(1000)')
    return again
  }

  /** What was removed by others. */
  recount(): void {
    this.#calls.recount()
    this.#counted.recount()
  }

  forget(server: string): void {
    this.#lines.delete(server)
    this.recount()
  }

  /** Lines of all servers. */
  get lines(): number {
    return [...this.#lines.values()].reduce((sum, { lines }) => sum + lines, 0)
  }

  #pruneOld(): boolean {
    const before = Date.now() - this.#limits.days * dayMs
    const gone = this.#lineRetention.older(before)
    for (const [server, sum] of gone ?? []) this.#take(server, sum)
    const calls = this.#calls.older(before)
    const counted = this.#counted.older(before)
    return gone !== undefined || calls || counted
  }

  /** Lines first: a call says more than a line. */
  #pruneLargest(): boolean {
    const [largest] = [...this.#lines].sort(([, a], [, b]) => b.bytes - a.bytes)
    const gone = largest && largest[1].lines > 0 ? this.#lineRetention.oldest(largest[0]) : { lines: 0, bytes: 0 }
    if (largest) this.#take(largest[0], gone)
    const some = gone.lines > 0 || this.#calls.oldest()
    if (largest && gone.lines === 0) this.#lines.delete(largest[0])
    return some && this.#used() > this.#limits.bytes
  }

  /** A server with too many lines. */
  #crowded(): string | undefined {
    const most = this.#limits.linesPerServer
    for (const [server, sum] of this.#lines) {
      // Down to the limit, once it has begun.
      if (sum.lines > most * slack || (this.#crowd === server && sum.lines > most)) return (this.#crowd = server)
    }
    return (this.#crowd = undefined)
  }
  #crowd: string | undefined

  #take(server: string, { lines, bytes }: { lines: number; bytes: number }): void {
    const sum = this.#lines.get(server)
    if (!sum) return
    sum.lines = lines === 0 ? 0 : Math.max(0, sum.lines - lines)
    sum.bytes = lines === 0 ? 0 : Math.max(0, sum.bytes - bytes)
  }

  /** Bytes of the file that hold something. */
  #used(): number {
    const { pages } = this.#pages.get() as { pages: number }
    return pages * 4096
  }
  get #pages() {
    return (this.#pagesStatement ??= this.#db.prepare(
      'SELECT page_count - freelist_count AS pages FROM pragma_page_count, pragma_freelist_count',
    ))
  }
  #pagesStatement: ReturnType<DatabaseSyncInstance['prepare']> | undefined

  #transaction(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#db.exec('COMMIT')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }
}
