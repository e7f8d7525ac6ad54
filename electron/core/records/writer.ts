import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { Call, TrapRecord } from '../../../shared/records.ts'
import { keepCheck } from './checks.ts'
import type { Row } from './messages.ts'
import type { Redactor } from './redactor.ts'
import { troubleOf } from './sqlite-error.ts'
import { bodyLimit, redactAndCut } from './text.ts'

/** What a batch added, for the pruning. */
export interface Added {
  /** New calls of a server and when the last of them came. */
  callsOf: Map<string, { calls: number; at: number }>
  calls: number
  bodyBytes: number
  traps: number
  denials: number
  requests: number
  /** Rows that SQLite refused for what is in them. */
  refused: number
}

type Value = string | number | null

/** Writes batches; each one is a transaction. */
export class Writer {
  readonly #db: DatabaseSyncInstance
  readonly #keepCheck: ReturnType<typeof keepCheck>
  readonly #statements: Record<keyof typeof sql, StatementSyncInstance>

  constructor(db: DatabaseSyncInstance) {
    this.#db = db
    this.#keepCheck = keepCheck(db)
    this.#statements = Object.fromEntries(Object.entries(sql).map(([name, text]) => [name, db.prepare(text)])) as never
  }

  /** Throws when the disk refuses or the file is damaged: nothing of the batch is stored then. */
  write(rows: readonly Row[], redactor: Redactor): Added {
    const none = { calls: 0, bodyBytes: 0, traps: 0, denials: 0, requests: 0, refused: 0 }
    const added: Added = { callsOf: new Map(), ...none }
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      for (const row of rows)
        try {
          this.#row(row, redactor, added)
        } catch (error) {
          if (troubleOf(error) !== 'row') throw error
          added.refused++
        }
      for (const [server, { calls, at }] of added.callsOf) this.#statements.addCalls.run(server, calls, at)
      this.#db.exec('COMMIT')
    } catch (error) {
      // A full disk has ended the transaction already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
    return added
  }

  #row(row: Row, redactor: Redactor, added: Added): void {
    switch (row.kind) {
      case 'call':
        return this.#call(row.call, row.args, row.result, redactor, added)
      case 'trap':
        return this.#trap(row.trap, added)
      case 'denial':
        return this.#denial(row.denial, added)
      case 'request':
        return this.#request(row.request, added)
      case 'check':
        return this.#keepCheck(row.check)
      default:
        row satisfies never
    }
  }

  #call(call: Call, args: string | undefined, result: string | undefined, redactor: Redactor, added: Added): void {
    const known = this.#statements.findCall.get(call.id) as { seq: number } | undefined
    const values: Value[] = [
      call.outcome,
      call.durationMs ?? null,
      call.argsPreview,
      call.resultPreview ?? null,
      call.resultBytes ?? null,
      call.reason ?? null,
      call.trap ?? null,
      call.instance ?? null,
      call.waitedMs ?? null,
      call.startedMs ?? null,
      call.peakBytes ?? null,
      call.limitBytes ?? null,
    ]
    let seq = known?.seq
    if (seq === undefined) {
      const { id, at, server, tool, session, client } = call
      const done = this.#statements.call.run(...values, id, at, server, tool, session, client)
      seq = Number(done.lastInsertRowid)
      added.callsOf.set(server, { calls: (added.callsOf.get(server)?.calls ?? 0) + 1, at })
      added.calls++
      // A batch that was sent again may bring the start after the end: the end holds.
    } else if (call.outcome !== 'pending') this.#statements.callAgain.run(...values, seq)
    const bodies = [args, result].map((body) =>
      body === undefined ? null : redactAndCut(body, bodyLimit, redactor, ' … [cut at 1 MB]'),
    )
    const [argsBody = null, resultBody = null] = bodies
    const bytes = (argsBody?.length ?? 0) + (resultBody?.length ?? 0)
    if (bytes === 0) return
    this.#statements.body.run(seq, argsBody, resultBody)
    this.#statements.bodyBytes.run(bytes, seq)
    added.bodyBytes += bytes
  }

  #trap(trap: TrapRecord, added: Added): void {
    const done = this.#statements.trap.run(trap.id, trap.server, JSON.stringify(trap))
    if (Number(done.changes) === 0) return
    this.#statements.addTrap.run(trap.server)
    added.traps++
  }

  #denial(denial: Denial, added: Added): void {
    const record = JSON.stringify(denial)
    if (Number(this.#statements.denialAgain.run(record, denial.id).changes) > 0) return
    this.#statements.denial.run(denial.id, denial.server, record)
    added.denials++
  }

  #request(request: OutgoingRequest, added: Added): void {
    const { id, server, call } = request
    const done = this.#statements.request.run(id, server, call ?? null, JSON.stringify(request))
    added.requests += Number(done.changes)
  }
}

const sql = {
  findCall: 'SELECT seq FROM calls WHERE id = ?',
  call: `INSERT INTO calls (outcome, duration_ms, args_preview, result_preview, result_bytes, reason, trap, instance, waited_ms, started_ms,
    peak_bytes, limit_bytes, id, at, server, tool, session, client) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  callAgain: `UPDATE calls SET outcome = ?, duration_ms = ?, args_preview = ?, result_preview = ?, result_bytes = ?, reason = ?, trap = ?,
    instance = ?, waited_ms = ?, started_ms = ?, peak_bytes = ?, limit_bytes = ? WHERE seq = ?`,
  body: `INSERT INTO bodies (call, args, result) VALUES (?, ?, ?)
    ON CONFLICT (call) DO UPDATE SET args = coalesce(excluded.args, args), result = coalesce(excluded.result, result)`,
  bodyBytes: 'UPDATE calls SET body_bytes = body_bytes + ? WHERE seq = ?',
  trap: 'INSERT OR IGNORE INTO traps (id, server, record) VALUES (?, ?, ?)',
  denial: 'INSERT INTO denials (id, server, record) VALUES (?, ?, ?)',
  denialAgain: 'UPDATE denials SET record = ? WHERE id = ?',
  request: 'INSERT OR IGNORE INTO requests (id, server, call, record) VALUES (?, ?, ?, ?)',
  addCalls: `INSERT INTO totals (server, calls, last_call_at) VALUES (?, ?, ?)
    ON CONFLICT (server) DO UPDATE SET calls = calls + excluded.calls, last_call_at = excluded.last_call_at`,
  addTrap: `INSERT INTO totals (server, traps) VALUES (?, 1) ON CONFLICT (server) DO UPDATE SET traps = traps + 1`,
}
