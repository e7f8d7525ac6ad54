import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Limits } from './messages.ts'
import type { Added } from './writer.ts'

/** Tables of which only the rows are counted. */
const counted = ['traps', 'denials', 'requests'] as const
type Table = (typeof counted)[number]

const slack = 1.05
/** Of each table at a time. */
const step = 500

/** Bounds traps, denials and requests. */
export class CountedRetention {
  readonly #db: DatabaseSyncInstance
  readonly #limits: Limits
  #rows: Record<Table, number> = { traps: 0, denials: 0, requests: 0 }

  constructor(db: DatabaseSyncInstance, limits: Limits) {
    this.#db = db
    this.#limits = limits
    this.recount()
  }

  recount(): void {
    for (const table of counted)
      this.#rows[table] = (this.#db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
  }

  note(added: Pick<Added, Table>): void {
    for (const table of counted) this.#rows[table] += added[table]
  }

  get over(): boolean {
    return counted.some((table) => this.#tooMany(table))
  }

  prune(): void {
    for (const table of counted) if (this.#tooMany(table)) this.#prune(table)
  }

  /** Returns whether there may be more. */
  older(at: number): boolean {
    let more = false
    for (const table of counted) {
      const { changes } = this.#db
        .prepare(
          `DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} ORDER BY seq LIMIT ?) AND json_extract(record, '$.at') < ?`,
        )
        .run(step, at)
      this.#rows[table] -= Number(changes)
      more ||= Number(changes) === step
    }
    return more
  }

  #tooMany(table: Table): boolean {
    return this.#rows[table] > this.#limits[table] * slack
  }

  /** Of the server that has most: one that floods its records pushes out no other's. */
  #prune(table: Table): void {
    const most = `SELECT server FROM ${table} GROUP BY server ORDER BY count(*) DESC LIMIT 1`
    const { changes } = this.#db
      .prepare(
        `DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} WHERE server = (${most}) ORDER BY seq LIMIT ?)`,
      )
      .run(this.#rows[table] - this.#limits[table])
    this.#rows[table] = changes > 0 ? this.#rows[table] - Number(changes) : this.#limits[table]
  }
}
