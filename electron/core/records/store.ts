import path from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Notice } from '../../../shared/domain.ts'
import type { Limits, Questions, Row } from './messages.ts'
import { openDatabase, setAside } from './open-database.ts'
import { reader } from './reader.ts'
import type { Redactor } from './redactor.ts'
import { Retention } from './retention.ts'
import { troubleOf } from './sqlite-error.ts'
import { Writer } from './writer.ts'

interface Options {
  folder: string
  limits: Limits
  tell(notice: Omit<Notice, 'id' | 'at'>): void
}

interface Opened {
  db: DatabaseSyncInstance
  writer: Writer
  read: ReturnType<typeof reader>
  retention: Retention
}

/** The database as long as the host runs, whatever happens to its file meanwhile. Lives in the worker thread. */
export class Store {
  readonly #options: Options
  #opened: Opened | undefined
  #sweptUp = false

  constructor(options: Options) {
    this.#options = options
  }

  /** The number of the newest log line that ever was; throws when the database cannot be opened now. */
  lastSeq(): number {
    const row = this.#open().db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'logs'").get() as
      { seq: number } | undefined
    return row?.seq ?? 0
  }

  /** Throws when the disk refuses; nothing of the rows is stored then. Returns whether there is something to prune. */
  write(rows: readonly Row[], redactor: Redactor): boolean {
    return this.#sound(({ writer, retention }) => retention.note(writer.write(rows, redactor)))
  }

  /** Returns whether there is more to do. */
  prune(): boolean {
    return this.#sound(({ retention }) => retention.prune())
  }

  ask<N extends keyof Questions>(name: N, input: Questions[N]['ask']): Questions[N]['answer'] {
    return this.#sound((opened) => {
      if (name === 'forget') return this.#forget(opened, input as string) as Questions[N]['answer']
      if (name === 'dismiss') return dismiss(opened.db, input as Questions['dismiss']['ask']) as Questions[N]['answer']
      const answer = opened.read[name as Exclude<N, 'forget' | 'dismiss'>] as (
        ask: Questions[N]['ask'],
      ) => Questions[N]['answer']
      return answer(input)
    })
  }

  close(): void {
    this.#opened?.db.close()
    this.#opened = undefined
  }

  #open(): Opened {
    if (this.#opened) return this.#opened
    const db = openDatabase(this.#options.folder, this.#options.tell)
    try {
      if (!this.#sweptUp) db.exec(hostLost)
      this.#sweptUp = true
      this.#opened = {
        db,
        writer: new Writer(db),
        read: reader(db),
        retention: new Retention(db, this.#options.limits),
      }
    } catch (error) {
      db.close()
      throw error
    }
    return this.#opened
  }

  /** Does the work with the database, and once more with a new one when it turns out to be damaged. */
  #sound<R>(work: (opened: Opened) => R): R {
    try {
      return work(this.#open())
    } catch (error) {
      if (troubleOf(error) === 'disk') this.#recount()
      if (troubleOf(error) !== 'corrupt') throw error
      const file = this.#opened?.db.location() ?? path.join(this.#options.folder, 'records.db')
      this.close()
      setAside(file, this.#options.tell)
      return work(this.#open())
    }
  }

  /** What was counted for a transaction that came to nothing. */
  #recount(): void {
    if (!this.#opened) return
    try {
      this.#opened.retention = new Retention(this.#opened.db, this.#options.limits)
    } catch {
      this.close()
    }
  }

  #forget({ db, retention }: Opened, server: string): null {
    db.exec('BEGIN IMMEDIATE')
    try {
      db.prepare('DELETE FROM bodies WHERE call IN (SELECT seq FROM calls WHERE server = ?)').run(server)
      for (const table of ['calls', 'logs', 'traps', 'denials', 'requests', 'checks', 'totals'])
        db.prepare(`DELETE FROM ${table} WHERE server = ?`).run(server)
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
    retention.forget(server)
    db.exec('PRAGMA incremental_vacuum')
    return null
  }
}

function dismiss(db: DatabaseSyncInstance, { id, server }: Questions['dismiss']['ask']): string[] {
  const gone = db
    .prepare(
      'UPDATE denials SET dismissed = 1 WHERE dismissed = 0 AND id = coalesce(?, id) AND server = coalesce(?, server) RETURNING id',
    )
    .all(id ?? null, server ?? null) as { id: string }[]
  return gone.map((row) => row.id)
}

/** One host writes at a time: what is pending when it opens the file was left by one that was killed. */
const hostLost = `UPDATE calls SET outcome = 'host-lost', reason = 'Belljar was ended while this call ran; it may or may not have taken effect.'
  WHERE outcome = 'pending'`
