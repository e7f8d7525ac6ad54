import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'

/** Of one connection; questions with lists in them have texts of their own. */
const most = 100

const kept = new WeakMap<DatabaseSyncInstance, Map<string, StatementSyncInstance>>()

/** A statement, prepared once for a connection: for a quick question preparing costs more than answering. Not for `iterate`, which two callers would share. */
export function prepared(db: DatabaseSyncInstance, text: string): StatementSyncInstance {
  let statements = kept.get(db)
  if (!statements) kept.set(db, (statements = new Map()))
  let statement = statements.get(text)
  if (!statement) {
    const [oldest] = statements.keys()
    if (oldest !== undefined && statements.size >= most) statements.delete(oldest)
    statements.set(text, (statement = db.prepare(text)))
  }
  return statement
}
