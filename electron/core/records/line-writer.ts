import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { logSources } from '../../../shared/records.ts'
import { lineCost, type Run } from './line-rows.ts'
import { worthSigning } from './line-retention.ts'
import { liveBytes, LiveSignature, segmentLines, segmentOf } from './live-signature.ts'
import { unsealed, writeSeal } from './seals.ts'
import { type Seal, type Signed, Signer } from './signer.ts'

/** A span ends after so many lines or so much time: by it lines of a time are found. */
const spanLines = 1024
const spanMs = 3_600_000

/** So many lines go to SQLite at once. */
const atOnce = 1000

/** Bytes and lines by server, for the pruning. */
export type AddedLines = Map<string, { lines: number; bytes: number }>

/** Writes runs of lines; the caller has begun a transaction. */
export class LineWriter {
  readonly #db: DatabaseSyncInstance
  readonly #signer: Signer
  readonly #statements: Record<keyof typeof sql, StatementSyncInstance>
  readonly #servers = new Map<string, number>()
  readonly #origins = new Map<string, number>()
  #span: { first: number; lines: number; minAt: number; maxAt: number } | undefined
  #seals: Seal[] = []
  #warm = false
  /** Written, and signed when that is stored: of what is undone nothing must be left. */
  #unsigned: { run: Run; server: number; origin: number }[] = []

  constructor(db: DatabaseSyncInstance, live: LiveSignature) {
    this.#db = db
    this.#signer = new Signer(live)
    this.#statements = Object.fromEntries(Object.entries(sql).map(([name, text]) => [name, db.prepare(text)])) as never
  }

  /** The newest number that was ever given and stored. */
  last(): number {
    const row = this.#statements.last.get() as { value: number } | undefined
    return row?.value ?? 0
  }

  /** Reads the lines of the segment that is being written, so that they can be searched fast. */
  warm(): void {
    if (this.#warm) return
    this.#warm = true
    const last = this.last()
    try {
      const rows = this.#statements.segment.iterate(segmentOf(last) * segmentLines, last + 1) as Iterable<Signed>
      for (const row of rows) this.#signer.add(row)
    } catch (error) {
      this.#signer.leaveOut(segmentOf(last))
      throw error
    }
  }

  write(runs: readonly Run[]): AddedLines {
    this.warm()
    const added: AddedLines = new Map()
    /** Last number of each origin. */
    const touched = new Map<number, number>()
    for (const run of runs) {
      const server = this.#server(run.server)
      const origin = this.#origin(run, server)
      const last = run.first + run.texts.length - 1
      touched.set(origin, last)
      const source = logSources.indexOf(run.source)
      for (let from = 0; from < run.texts.length; from += atOnce) {
        const texts = run.texts.length <= atOnce ? run.texts : run.texts.slice(from, from + atOnce)
        this.#statements.lines.run(run.first + from, run.at, origin, server, source, JSON.stringify(texts))
      }
      this.#unsigned.push({ run, server, origin })
      this.#noteSpan(run.first, last, run.at)
      const sum = added.get(run.server) ?? { lines: 0, bytes: 0 }
      sum.lines += run.texts.length
      sum.bytes += run.size + run.texts.length * lineCost
      added.set(run.server, sum)
    }
    for (const [origin, last] of touched) this.#statements.originLast.run(last, origin)
    const newest = runs.at(-1)
    if (newest) this.#statements.keepLast.run(newest.first + newest.texts.length - 1)
    for (const [server, { lines, bytes }] of added) this.#statements.addLines.run(server, lines, bytes)
    for (const seal of this.#seals) writeSeal(this.#db, seal)
    return added
  }

  /**
   * Signs one segment that was left without signatures: by a host that was ended, or by one that had none yet. Returns it; undefined
   * when there is none after `segment`.
   */
  signMissing(segment: number): number | undefined {
    const missing = unsealed(this.#db, segment, segmentOf(this.last()))
    if (missing === undefined) return undefined
    const signer = new Signer(new LiveSignature(new SharedArrayBuffer(liveBytes)))
    let lines = 0
    const rows = this.#statements.segment.iterate(missing * segmentLines, (missing + 1) * segmentLines)
    for (const row of rows as Iterable<Signed>) {
      signer.add(row)
      lines++
    }
    if (lines >= worthSigning) writeSeal(this.#db, signer.seal())
    return missing
  }

  /** The transaction was stored. */
  stored(): void {
    for (const { run, server, origin } of this.#unsigned)
      for (const [i, text] of run.texts.entries())
        this.#signer.add({
          seq: run.first + i,
          text: text.slice(1),
          ...{ server, origin, level: text.charCodeAt(0) - 48, source: logSources.indexOf(run.source) },
        })
    this.#unsigned = []
    this.#seals = this.#signer.takeSeals()
  }

  /** It was not: what was learnt from it may not exist. */
  undone(): void {
    this.#servers.clear()
    this.#origins.clear()
    this.#span = undefined
    this.#unsigned = []
  }

  #noteSpan(first: number, last: number, at: number): void {
    const span = this.#span
    if (span && span.lines + last - first < spanLines && at - span.minAt < spanMs) {
      span.lines += last - first + 1
      span.minAt = Math.min(span.minAt, at)
      span.maxAt = Math.max(span.maxAt, at)
    } else this.#span = { first, lines: last - first + 1, minAt: at, maxAt: at }
    const now = this.#span ?? { first, minAt: at, maxAt: at }
    this.#statements.span.run(now.first, last, now.minAt, now.maxAt)
  }

  #server(name: string): number {
    let id = this.#servers.get(name)
    if (id !== undefined) return id
    this.#statements.server.run(name)
    id = (this.#statements.findServer.get(name) as { id: number }).id
    this.#servers.set(name, id)
    return id
  }

  #origin({ session, instance, first }: Run, server: number): number {
    const key = JSON.stringify([server, session, instance])
    let id = this.#origins.get(key)
    if (id !== undefined) return id
    const known = this.#statements.findOrigin.get(server, session, instance) as { id: number } | undefined
    id = known?.id ?? Number(this.#statements.origin.run(server, session, instance, first, first).lastInsertRowid)
    // Instances come and go.
    if (this.#origins.size > 1000) this.#origins.clear()
    this.#origins.set(key, id)
    return id
  }
}

const sql = {
  last: "SELECT value FROM counters WHERE name = 'seq'",
  keepLast:
    "INSERT INTO counters VALUES ('seq', ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
  segment: 'SELECT seq, text, server, level, source, origin FROM lines WHERE seq >= ? AND seq < ? ORDER BY seq',
  // All of a run at once: a call of SQLite for each line would cost three times as much.
  lines: `INSERT OR IGNORE INTO lines SELECT ?1 + key, ?2, ?3, ?4, unicode(value) - 48, ?5, substr(value, 2) FROM json_each(?6)`,
  server: 'INSERT OR IGNORE INTO servers (name) VALUES (?)',
  findServer: 'SELECT id FROM servers WHERE name = ?',
  findOrigin: 'SELECT id FROM origins WHERE server = ? AND session IS ? AND instance IS ?',
  origin: 'INSERT INTO origins (server, session, instance, first, last) VALUES (?, ?, ?, ?, ?)',
  originLast: 'UPDATE origins SET last = ? WHERE id = ?',
  span: `INSERT INTO spans VALUES (?, ?, ?, ?)
    ON CONFLICT (first) DO UPDATE SET last = excluded.last, min_at = excluded.min_at, max_at = excluded.max_at`,
  addLines: `INSERT INTO totals (server, lines, line_bytes) VALUES (?, ?, ?)
    ON CONFLICT (server) DO UPDATE SET lines = lines + excluded.lines, line_bytes = line_bytes + excluded.line_bytes`,
}
