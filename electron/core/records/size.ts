import { statSync } from 'node:fs'
import type { RecordsSize } from '../../../shared/catalog.ts'
import type { Opened } from './store.ts'

export function recordsSize({ db, retention }: Opened): RecordsSize {
  const file = db.location() ?? ''
  const bytes = ['', '-wal'].map((part) => statSync(file + part, { throwIfNoEntry: false })?.size ?? 0)
  const number = (text: string) => (db.prepare(text).get() as { n: number | null }).n ?? undefined
  const oldest = [
    number('SELECT min(min_at) AS n FROM spans'),
    number('SELECT min(at) AS n FROM calls'),
    number("SELECT json_extract(record, '$.at') AS n FROM traps ORDER BY seq LIMIT 1"),
  ].filter((at) => at !== undefined)
  return {
    bytes: bytes.reduce((sum, size) => sum + size, 0),
    lines: retention.lines,
    calls: number('SELECT count(*) AS n FROM calls') ?? 0,
    traps: number('SELECT count(*) AS n FROM traps') ?? 0,
    ...(oldest.length > 0 && { oldestAt: Math.min(...oldest) }),
  }
}
