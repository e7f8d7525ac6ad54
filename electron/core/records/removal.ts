import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Questions } from './messages.ts'
import type { Store } from './store.ts'

/** Work that removes much: step by step, so that batches and questions get in between. */
export type Steps = Generator<void, null>

/** Forgets all that is older than now. */
export function* clear(store: Store, { what, server }: Questions['clear']['ask']): Steps {
  const last = store.lastSeq()
  const before = Date.now()
  if (what.includes('logs')) while (store.sound(({ retention }) => retention.clearLines(server, last))) yield
  const rows = [...(what.includes('calls') ? ['calls', 'requests'] : []), ...(what.includes('traps') ? ['traps'] : [])]
  for (const table of rows) while (store.sound(({ db }) => removeRows(db, table, server, before))) yield
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

/** Returns whether there may be more. A call that is pending is not of the past. */
function removeRows(db: DatabaseSyncInstance, table: string, server: string | undefined, before?: number): boolean {
  const wanted = [
    ...(server === undefined ? [] : ['server = ?']),
    ...(table === 'calls' && before !== undefined ? ["outcome <> 'pending'"] : []),
  ]
  const where = wanted.length > 0 ? `WHERE ${wanted.join(' AND ')}` : ''
  const gone = db
    .prepare(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} ${where} LIMIT 500) RETURNING rowid AS id`,
    )
    .all(...(server === undefined ? [] : [server])) as { id: number }[]
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
