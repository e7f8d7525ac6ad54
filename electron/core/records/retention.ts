import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Limits } from './messages.ts'
import type { Added } from './writer.ts'

export const defaultRetention: Limits = {
  linesPerServer: 100_000,
  lineBytesPerServer: 100_000_000,
  calls: 50_000,
  bodyBytes: 256_000_000,
  traps: 2_000,
  denials: 5_000,
  requests: 50_000,
}

/** Tables of which only the rows are counted. */
const counted = ['traps', 'denials', 'requests'] as const

/** Rows per step: a step is a transaction of a few milliseconds, and batches are written between two of them. */
const step = 1000
/** Pruning begins this far above a limit, so that it comes in runs and not with every line. */
const slack = 1.05

/** Bounds what is kept, oldest first. */
export class Retention {
  readonly #db: DatabaseSyncInstance
  readonly #limits: Limits
  readonly #lines = new Map<string, { lines: number; bytes: number }>()
  #calls: number
  #bodyBytes: number
  /** Rows of each counted table. */
  #rows: Record<(typeof counted)[number], number>
  /** Servers over their limit, being pruned. */
  readonly #over = new Set<string>()
  #callsOver = false
  #bodiesOver = false

  constructor(db: DatabaseSyncInstance, limits: Limits) {
    this.#db = db
    this.#limits = limits
    for (const row of db.prepare('SELECT server, lines, line_bytes FROM totals').all() as Record<string, unknown>[])
      this.#lines.set(row['server'] as string, { lines: row['lines'] as number, bytes: row['line_bytes'] as number })
    this.#calls = this.#number('SELECT count(*) AS n FROM calls')
    this.#bodyBytes = this.#number('SELECT coalesce(sum(body_bytes), 0) AS n FROM calls WHERE body_bytes > 0')
    this.#rows = this.#countRows()
  }

  /** Returns whether there is something to prune. */
  note(added: Added): boolean {
    const { linesPerServer, lineBytesPerServer, calls, bodyBytes } = this.#limits
    for (const [server, more] of added.lines) {
      const sum = this.#lines.get(server) ?? { lines: 0, bytes: 0 }
      this.#lines.set(server, sum)
      sum.lines += more.lines
      sum.bytes += more.bytes
      if (sum.lines > linesPerServer * slack || sum.bytes > lineBytesPerServer * slack) this.#over.add(server)
    }
    this.#calls += added.calls
    this.#bodyBytes += added.bodyBytes
    for (const table of counted) this.#rows[table] += added[table]
    if (this.#calls > calls * slack) this.#callsOver = true
    if (this.#bodyBytes > bodyBytes * slack) this.#bodiesOver = true
    return this.#over.size > 0 || this.#callsOver || this.#bodiesOver || counted.some((table) => this.#tooMany(table))
  }

  /** Prunes a little. Returns whether there is more to do. */
  prune(): boolean {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      for (const server of this.#over) {
        this.#pruneLines(server)
        break
      }
      if (this.#callsOver) this.#pruneCalls()
      if (this.#bodiesOver) this.#pruneBodies()
      for (const table of counted) if (this.#tooMany(table)) this.#pruneRows(table)
      this.#db.exec('COMMIT')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
    this.#db.exec('PRAGMA incremental_vacuum(500)')
    return this.#over.size > 0 || this.#callsOver || this.#bodiesOver
  }

  forget(server: string): void {
    this.#lines.delete(server)
    this.#over.delete(server)
    this.#calls = this.#number('SELECT count(*) AS n FROM calls')
    this.#rows = this.#countRows()
  }

  #tooMany(table: (typeof counted)[number]): boolean {
    return this.#rows[table] > this.#limits[table] * slack
  }

  /** Of the server that has most: one that floods its records pushes out no other's. */
  #pruneRows(table: (typeof counted)[number]): void {
    const most = `SELECT server FROM ${table} GROUP BY server ORDER BY count(*) DESC LIMIT 1`
    const { changes } = this.#db
      .prepare(
        `DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} WHERE server = (${most}) ORDER BY seq LIMIT ?)`,
      )
      .run(this.#rows[table] - this.#limits[table])
    this.#rows[table] = changes > 0 ? this.#rows[table] - Number(changes) : this.#limits[table]
  }

  #countRows(): Record<(typeof counted)[number], number> {
    const [traps = 0, denials = 0, requests = 0] = counted.map((table) =>
      this.#number(`SELECT count(*) AS n FROM ${table}`),
    )
    return { traps, denials, requests }
  }

  #pruneLines(server: string): void {
    const sum = this.#lines.get(server) ?? { lines: 0, bytes: 0 }
    const gone = this.#db
      .prepare(
        'DELETE FROM logs WHERE seq IN (SELECT seq FROM logs WHERE server = ? ORDER BY seq LIMIT ?) RETURNING length(text) AS n',
      )
      .all(
        server,
        Math.min(
          step,
          Math.max(1, sum.lines - this.#limits.linesPerServer, sum.bytes > this.#limits.lineBytesPerServer ? 100 : 0),
        ),
      ) as {
      n: number
    }[]
    const bytes = gone.reduce((total, { n }) => total + n, 0)
    this.#db
      .prepare('UPDATE totals SET lines = lines - ?, line_bytes = line_bytes - ? WHERE server = ?')
      .run(gone.length, bytes, server)
    sum.lines -= gone.length
    sum.bytes -= bytes
    if (gone.length === 0 || (sum.lines <= this.#limits.linesPerServer && sum.bytes <= this.#limits.lineBytesPerServer))
      this.#over.delete(server)
  }

  #pruneCalls(): void {
    const gone = this.#db
      .prepare(
        'DELETE FROM calls WHERE seq IN (SELECT seq FROM calls ORDER BY seq LIMIT ?) RETURNING seq, body_bytes AS n',
      )
      .all(Math.min(step, this.#calls - this.#limits.calls)) as { seq: number; n: number }[]
    const body = this.#db.prepare('DELETE FROM bodies WHERE call = ?')
    for (const { seq, n } of gone) {
      body.run(seq)
      this.#bodyBytes -= n
    }
    this.#calls -= gone.length
    this.#callsOver = gone.length > 0 && this.#calls > this.#limits.calls
  }

  #pruneBodies(): void {
    const oldest = this.#db
      .prepare('SELECT seq, body_bytes AS n FROM calls WHERE body_bytes > 0 ORDER BY seq LIMIT 50')
      .all() as { seq: number; n: number }[]
    const body = this.#db.prepare('DELETE FROM bodies WHERE call = ?')
    const none = this.#db.prepare('UPDATE calls SET body_bytes = 0 WHERE seq = ?')
    for (const { seq, n } of oldest) {
      if (this.#bodyBytes <= this.#limits.bodyBytes) break
      body.run(seq)
      none.run(seq)
      this.#bodyBytes -= n
    }
    this.#bodiesOver = oldest.length > 0 && this.#bodyBytes > this.#limits.bodyBytes
  }

  #number(text: string): number {
    return (this.#db.prepare(text).get() as { n: number }).n
  }
}
