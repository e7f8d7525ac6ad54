/** What to do about an error of SQLite: set the file aside, try again later, or drop the row that caused it. */
export function troubleOf(error: unknown): 'corrupt' | 'disk' | 'row' {
  const code = (error as { sqliteCodeName?: string }).sqliteCodeName ?? ''
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'corrupt'
  if (/^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PERM|PROTOCOL)/.test(code)) return 'disk'
  return 'row'
}

/** The reason in words for people. */
export function whyOf(error: unknown): string {
  const code = (error as { sqliteCodeName?: string }).sqliteCodeName ?? ''
  if (code.startsWith('SQLITE_FULL')) return 'the disk is full'
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code)) return 'the folder cannot be written to'
  if (code.startsWith('SQLITE_BUSY')) return 'another program holds the file'
  return error instanceof Error ? error.message : String(error)
}
