import path from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Notice } from '../../../shared/domain.ts'
import { LineWriter } from './line-writer.ts'
import type { Run } from './line-rows.ts'
import { LiveSignature } from './live-signature.ts'
import type { Limits, Questions, Row } from './messages.ts'
import { openDatabase, setAside } from './open-database.ts'
import { type Answered, reader } from './reader.ts'
import type { Redactor } from './redactor.ts'
import { Retention } from './retention.ts'
import { troubleOf } from './sqlite-error.ts'
import { Writer } from './writer.ts'

interface Options {
  folder: string
  limits: Limits
  live: SharedArrayBuffer
  tell(notice: Omit<Notice, 'id' | 'at'>): void
}

export interface Opened {
  db: DatabaseSyncInstance
  writer: Writer
  lines: LineWriter
  read: ReturnType<typeof reader>
  retention: Retention
}

/** The database as long as the host runs, whatever happens to its file meanwhile. Lives in the worker thread. */
export class Store {
  readonly #options: Options
  readonly #live: LiveSignature
  #opened: Opened | undefined
  #sweptUp = false

  constructor(options: Options) {
    this.#options = options
    this.#live = new LiveSignature(options.live)
  }

  /** The number of the newest log line that ever was; throws when the database cannot be opened now. */
  lastSeq(): number {
    return this.#open().lines.last()
  }

  /** Throws when the disk refuses; nothing of the rows is stored then. Returns whether there is something to prune. */
  write(rows: readonly Row[], redactor: Redactor): boolean {
    return this.sound(({ writer, retention }) => retention.note(writer.write(rows, redactor)))
  }

  /** As `write`. */
  writeLines(runs: readonly Run[]): boolean {
    return this.sound((opened) => {
      const { db, lines, retention } = opened
      db.exec('BEGIN IMMEDIATE')
      try {
        const added = lines.write(runs)
        db.exec('COMMIT')
        lines.stored()
        return retention.noteLines(added)
      } catch (error) {
        // A full disk has ended the transaction already.
        if (db.isTransaction) db.exec('ROLLBACK')
        lines.undone()
        throw error
      }
    })
  }

  /** Returns whether there is more to do. */
  prune(): boolean {
    return this.sound(({ retention }) => retention.prune())
  }

  ask<N extends Answered>(name: N, input: Questions[N]['ask']): Questions[N]['answer'] {
    return this.sound(({ read }) => read[name](input))
  }

  dismiss(which: Questions['dismiss']['ask']): string[] {
    return this.sound(({ db }) => dismiss(db, which))
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
        lines: new LineWriter(db, this.#live),
        read: reader(db, this.#live),
        retention: new Retention(db, this.#options.limits),
      }
    } catch (error) {
      db.close()
      throw error
    }
    return this.#opened
  }

  /** Does the work with the database, and once more with a new one when it turns out to be damaged. */
  sound<R>(work: (opened: Opened) => R): R {
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
