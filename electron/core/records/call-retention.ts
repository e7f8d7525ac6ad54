import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Limits } from './messages.ts'
import type { Added } from './writer.ts'

const step = 1000
const slack = 1.05

/** Bounds calls, and their bodies before them. */
export class CallRetention {
  readonly #db: DatabaseSyncInstance
  readonly #limits: Limits
  #calls = 0
  #bodyBytes = 0
  #callsOver = false
  #bodiesOver = false

  constructor(db: DatabaseSyncInstance, limits: Limits) {
    this.#db = db
    this.#limits = limits
    this.recount()
  }

  recount(): void {
    this.#calls = this.#number('SELECT count(*) AS n FROM calls')
    this.#bodyBytes = this.#number('SELECT coalesce(sum(body_bytes), 0) AS n FROM calls WHERE body_bytes > 0')
  }

  note(added: Pick<Added, 'calls' | 'bodyBytes'>): void {
    this.#calls += added.calls
    this.#bodyBytes += added.bodyBytes
    if (this.#calls > this.#limits.calls * slack) this.#callsOver = true
    if (this.#bodyBytes > this.#mostBodyBytes * slack) this.#bodiesOver = true
  }

  get over(): boolean {
    return this.#callsOver || this.#bodiesOver
  }

  prune(): void {
    if (this.#callsOver) {
      const gone = this.#remove(
        'SELECT seq FROM calls ORDER BY seq LIMIT ?',
        Math.min(step, this.#calls - this.#limits.calls),
      )
      this.#callsOver = gone > 0 && this.#calls > this.#limits.calls
    }
    if (this.#bodiesOver) this.#bodiesOver = this.#removeBodies() && this.#bodyBytes > this.#mostBodyBytes
  }

  /** Bodies, then calls. Returns whether there were any. */
  oldest(): boolean {
    return this.#removeBodies(true) || this.#remove('SELECT seq FROM calls ORDER BY seq LIMIT ?', step) > 0
  }

  /** Returns whether there may be more. */
  older(at: number): boolean {
    return this.#remove('SELECT seq FROM calls WHERE at < ?2 ORDER BY at LIMIT ?1', step, at) === step
  }

  #remove(which: string, most: number, ...values: number[]): number {
    const gone = this.#db
      .prepare(`DELETE FROM calls WHERE seq IN (${which}) RETURNING seq, body_bytes AS n`)
      .all(most, ...values) as { seq: number; n: number }[]
    const body = this.#db.prepare('DELETE FROM bodies WHERE call = ?')
    for (const { seq, n } of gone) {
      body.run(seq)
      this.#bodyBytes -= n
    }
    this.#calls -= gone.length
    return gone.length
  }

  #removeBodies(all = false): boolean {
    const oldest = this.#db
      .prepare('SELECT seq, body_bytes AS n FROM calls WHERE body_bytes > 0 ORDER BY seq LIMIT 50')
      .all() as { seq: number; n: number }[]
    const body = this.#db.prepare('DELETE FROM bodies WHERE call = ?')
    const none = this.#db.prepare('UPDATE calls SET body_bytes = 0 WHERE seq = ?')
    for (const { seq, n } of oldest) {
      if (!all && this.#bodyBytes <= this.#mostBodyBytes) break
      body.run(seq)
      none.run(seq)
      this.#bodyBytes -= n
    }
    return oldest.length > 0
  }

  /** They may not push out all else. */
  get #mostBodyBytes(): number {
    return Math.min(this.#limits.bodyBytes, this.#limits.bytes / 4)
  }

  #number(text: string): number {
    return (this.#db.prepare(text).get() as { n: number }).n
  }
}
