import { spawn } from 'node:child_process'
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Home } from './home.ts'

/** After this long a start counts as failed, in ms. */
const staleAfter = 10_000
/** A host that died while it started may be followed after this long, in ms. */
const deadAfter = 3_000

/**
 * Starts a host unless another bridge does, or `isThere` finds one.
 * @param onTrouble gets one sentence, also for what goes wrong later
 */
export async function startHost(
  home: Home,
  isThere: () => Promise<boolean>,
  onTrouble: (sentence: string) => void,
): Promise<void> {
  const argv = readStart(home.folder, onTrouble)
  if (!argv) return
  try {
    if (!claim(home.starting)) return
  } catch (error) {
    return onTrouble(`Belljar could not be started: ${home.starting}: ${reasonOf(error)}.`)
  }
  // Between the last look and the claim, another bridge may have started one and taken its claim away.
  if (await isThere()) return forgetClaim(home)
  const [program = '', ...args] = argv
  // The stream of stdio is cut, so that the host outlives its first bridge.
  const host = spawn(program, args, { cwd: home.folder, detached: true, stdio: 'ignore', windowsHide: true })
  host.on('error', (error) => onTrouble(`Belljar could not be started (${program}: ${reasonOf(error)}).`))
  host.unref()
  try {
    if (host.pid !== undefined) writeFileSync(home.starting, `${host.pid}\n`)
  } catch {
    // Without its id a host that dies early is followed later.
  }
}

/** The host is there: the next one may be started as soon as this one is gone. */
export function forgetClaim(home: Home): void {
  try {
    rmSync(home.starting, { force: true })
  } catch {
    // Then it becomes stale.
  }
}

function readStart(home: string, onTrouble: (sentence: string) => void): string[] | undefined {
  const place = path.join(home, 'bin', 'start')
  let text: string
  try {
    text = readFileSync(place, 'utf8')
  } catch (error) {
    onTrouble(
      codeOf(error) === 'ENOENT'
        ? `Belljar is not running and has never run in ${home}. Start it once.`
        : `Belljar is not running and cannot be started: ${place}: ${reasonOf(error)}.`,
    )
    return undefined
  }
  const [format, ...argv] = text.replace(/\n$/, '').split('\n')
  if (format === '1' && argv[0]) return argv
  onTrouble(`Belljar is not running, and ${place} cannot be understood. Start Belljar.`)
  return undefined
}

/** False: somebody else is starting one. */
function claim(place: string): boolean {
  mkdirSync(path.dirname(place), { recursive: true, mode: 0o700 })
  if (create(place)) return true
  if (!isStale(place)) return false
  // Set aside rather than removed: what another bridge put there in this moment is given back.
  const aside = `${place}.${process.pid}`
  try {
    renameSync(place, aside)
  } catch {
    return false
  }
  const mine = isStale(aside)
  try {
    if (!mine) linkSync(aside, place)
  } catch {
    // A third one was quicker; its claim holds.
  }
  rmSync(aside, { force: true })
  return mine && create(place)
}

function create(place: string): boolean {
  try {
    closeSync(openSync(place, 'wx'))
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function isStale(place: string): boolean {
  try {
    const age = Date.now() - statSync(place).mtimeMs
    // Far in the future: the clock was set back, so nothing can be said from it.
    if (age >= staleAfter || age < -staleAfter) return true
    const pid = Number(readFileSync(place, 'utf8'))
    return age >= deadAfter && pid > 0 && !isAlive(pid)
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: 'No such file or directory',
    EACCES: 'Permission denied',
    ENOTDIR: 'Not a directory',
  }
  return reasons[codeOf(error) ?? ''] ?? (error as Error).message
}
