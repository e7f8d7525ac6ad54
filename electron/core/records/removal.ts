import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Questions } from './messages.ts'
import type { Store } from './store.ts'

/** Work that removes much: step by step, so that batches and questions get in between. */
export type Steps = Generator<void, null>

/** Forgets all that was there when it began. */
export function* clear(store: Store, { what, server }: Questions['clear']['ask']): Steps {
  const last = store.lastSeq()
  const rows = [...(what.includes('calls') ? ['calls', 'requests'] : []), ...(what.includes('traps') ? ['traps'] : [])]
  const newest = store.sound(({ db }) => new Map(rows.map((table) => [table, newestRow(db, table)])))
  if (what.includes('logs')) while (store.sound(({ retention }) => retention.clearLines(server, last))) yield
  for (const [table, row] of newest) while (store.sound(({ db }) => removeRows(db, table, server, row))) yield
  store.sound(({ retention }) => retention.recount())
  return yield* giveBack(store)
}

/** Removes everything about a server. */
export function* forget(store: Store, server: string): Steps {
  while (store.sound(({ retention }) => retention.clearLines(server, Number.MAX_SAFE_INTEGER))) yield
  for (const table of ['calls', 'traps', 'denials', 'requests', 'checks'])
    while (store.sound(({ db }) => removeRows(db, table, server))) yield
  store.sound(({ db, retention }) => {
    db.prepare('DELETE FROM totals WHERE server = ?').run(server)
    retention.forget(server)
  })
  return yield* giveBack(store)
}

/** Numbers only grow, whatever the clock does. */
function newestRow(db: DatabaseSyncInstance, table: string): number {
  return (db.prepare(`SELECT coalesce(max(rowid), 0) AS last FROM ${table}`).get() as { last: number }).last
}

/** Up to the row `last`, or all. Returns whether there may be more. A call that is pending is not of the past. */
function removeRows(db: DatabaseSyncInstance, table: string, server: string | undefined, last?: number): boolean {
  const wanted = [
    ...(server === undefined ? [] : ['server = ?']),
    ...(last === undefined ? [] : ['rowid <= ?']),
    ...(table === 'calls' && last !== undefined ? ["outcome <> 'pending'"] : []),
  ]
  const values = [...(server === undefined ? [] : [server]), ...(last === undefined ? [] : [last])]
  const where = wanted.length > 0 ? `WHERE ${wanted.join(' AND ')}` : ''
  const gone = db
    .prepare(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} ${where} LIMIT 500) RETURNING rowid AS id`,
    )
    .all(...values) as { id: number }[]
  if (table === 'calls') {
    const body = db.prepare('DELETE FROM bodies WHERE call = ?')
    for (const { id } of gone) body.run(id)
  }
  return gone.length > 0
}

/** Makes the file smaller. */
function* giveBack(store: Store): Steps {
  const free = () =>
    store.sound(({ db }) => (db.prepare('PRAGMA freelist_count').get() as { freelist_count: number }).freelist_count)
  for (let left = free(), before = Infinity; left > 0 && left < before; before = left, left = free()) {
    store.sound(({ db }) => db.exec('PRAGMA incremental_vacuum(2000)'))
    yield
  }
  store.sound(({ db }) => db.exec('PRAGMA wal_checkpoint(PASSIVE)'))
  return null
}
