import { closeSync, openSync, readFileSync, rmSync, rmdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from './places.ts'

export interface HomeLock {
  release(): Promise<void>
}

type Held = { close(): void }
type Attempt = Held | 'host' | 'command' | 'damaged'

/**
 * One host per data folder. The lock is the kernel's (fcntl on Unix, LockFileEx on Windows), reached through SQLite:
 * it ends with its process however that dies, so there is nothing stale to recognise. A host holds SQLite's EXCLUSIVE
 * lock, a command its RESERVED lock, and that difference tells a newcomer whom it met.
 *
 * HOME/lock itself stays empty. On Unix a process loses its fcntl locks when it closes ANY descriptor of the file:
 * never open HOME/lock anywhere else in the host.
 *
 * Waits up to `waitMs` (10 s) for a command, and not at all for a host: rejects with `conflict`.
 */
export async function lockHome(
  places: Places,
  what: 'host' | 'command',
  options: { waitMs?: number; waitForHostMs?: number } = {},
): Promise<HomeLock> {
  const file = path.join(places.home, 'lock')
  const owner = path.join(places.run, 'owner')
  const started = performance.now()
  for (;;) {
    const attempt = await tryLock(file, what)
    if (typeof attempt === 'object') return held(attempt, owner, what)
    const waited = performance.now() - started
    if (attempt === 'damaged') repair(file)
    else if (waited > (attempt === 'host' ? (options.waitForHostMs ?? 0) : (options.waitMs ?? 10_000)))
      throw conflict(places, attempt, owner)
    // Uneven, so that two that start together do not keep meeting.
    await sleep(5 + Math.random() * 20)
  }
}

async function tryLock(file: string, what: 'host' | 'command'): Promise<Attempt> {
  // Loaded here, as most commands talk to a running host and never lock.
  const { DatabaseSync } = await import('@photostructure/sqlite')
  let db
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST' && code !== 'EISDIR') throw cannot(file, error as Error)
  }
  try {
    db = new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    if (isFolder(file)) return 'damaged'
    throw cannot(file, error as Error)
  }
  try {
    db.exec(what === 'host' ? 'BEGIN EXCLUSIVE' : 'BEGIN IMMEDIATE')
    return db
  } catch (error) {
    const attempt = judge(error, () => db.exec('BEGIN; SELECT 1 FROM sqlite_master; COMMIT'))
    db.close()
    if (attempt) return attempt
    throw cannot(file, error as Error)
  }
}

/** A reader gets past a command's lock but not past a host's. */
function judge(error: unknown, read: () => void): Exclude<Attempt, Held> | undefined {
  const code = codeOf(error)
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') return 'damaged'
  if (code !== 'SQLITE_BUSY') return undefined
  try {
    read()
    return 'command'
  } catch (second) {
    return codeOf(second) === 'SQLITE_BUSY' ? 'host' : undefined
  }
}

/** Empties what is no lock file. Never by unlinking or renaming: two processes could then hold two files of that name. */
function repair(file: string): void {
  try {
    if (isFolder(file)) rmdirSync(file)
    else truncateSync(file, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw cannot(file, error as Error)
  }
}

function held(lock: Held, owner: string, what: string): HomeLock {
  try {
    writeFileSync(owner, `${process.pid} ${what}\n`, { mode: 0o600 })
  } catch {
    // Only read by people and by the sentence in conflict().
  }
  let open = true
  return {
    release: async () => {
      if (!open) return
      open = false
      rmSync(owner, { force: true })
      lock.close()
    },
  }
}

function conflict(places: Places, attempt: 'host' | 'command', owner: string): ProblemError {
  let pid = ''
  try {
    pid = ` (process ${Number.parseInt(readFileSync(owner, 'utf8'), 10)})`
  } catch {
    // The other one has not written it yet.
  }
  return new ProblemError({
    code: 'conflict',
    message:
      attempt === 'host'
        ? `Belljar is already running${pid} with the data folder ${places.home}.`
        : `A belljar command${pid} is still changing the data folder ${places.home}.`,
    hint: attempt === 'host' ? 'Use that one, or quit it first.' : 'Try again when it has ended.',
  })
}

function cannot(file: string, error: Error): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: `Belljar cannot lock its data folder with ${file}: ${error.message}.`,
    hint: 'Look whether the folder can be written to and its disk has space.',
  })
}

/** By its name only: opening it here would end a lock this process may hold. */
function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function codeOf(error: unknown): string | undefined {
  return (error as { sqliteCodeName?: string }).sqliteCodeName
}
