import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Notice } from '../../../shared/domain.ts'
import { migrate, schemaVersion } from './schema.ts'
import { troubleOf } from './sqlite-error.ts'

type Tell = (notice: Omit<Notice, 'id' | 'at'>) => void

/** Opens the database. A damaged one is set aside and a new one begun; throws only when the disk refuses. */
export function openDatabase(folder: string, tell: Tell): DatabaseSyncInstance {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, 'records.db')
  const db = openSound(file, tell)
  if (db) return db
  tell({
    level: 'warning',
    message: 'The records were written by a newer Belljar. They are left as they are, and this one keeps its own.',
    hint: 'Update Belljar to see all of them.',
  })
  const own = openSound(path.join(folder, `records-${schemaVersion}.db`), tell)
  if (own) return own
  throw new Error('the records are of a newer version')
}

/** Nothing when the file is of a newer version. */
function openSound(file: string, tell: Tell): DatabaseSyncInstance | undefined {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) setAside(file, tell)
    return open(file)
  } catch (error) {
    if (troubleOf(error) !== 'corrupt') throw error
    setAside(file, tell)
    return open(file)
  }
}

/** Moves a damaged database away, with the files that belong to it. */
export function setAside(file: string, tell: Tell): void {
  const aside = moveAside(file)
  tell({
    level: 'warning',
    message: 'The records (logs, calls and traps) were damaged. Belljar began new ones.',
    hint: `The damaged ones were kept as ${aside}.`,
  })
}

/** Gives the new name. */
export function moveAside(file: string): string {
  const aside = `${file}.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  renameSync(file, aside)
  for (const part of ['-wal', '-shm'])
    if (existsSync(file + part)) {
      if (part === '-wal') renameSync(file + part, aside + part)
      else rmSync(file + part, { force: true, recursive: true })
    }
  return aside
}

function open(file: string): DatabaseSyncInstance | undefined {
  // SQLite would let everybody read it, and gives its other files the same mode.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
  const db = new DatabaseSync(file, { timeout: 2000 })
  try {
    // Before the first table is made: space of what is pruned is given back in small steps.
    db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    db.exec('PRAGMA journal_size_limit = 16000000; PRAGMA cache_size = -8000; PRAGMA trusted_schema = OFF')
    if (migrate(db)) return db
  } catch (error) {
    db.close()
    throw error
  }
  db.close()
  return undefined
}
