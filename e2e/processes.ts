import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A process that ended but was not collected by its parent counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return process.platform === 'win32' || !/^Z/.test(ps(['-o', 'stat=', '-p', String(pid)]).trim())
}

/** All processes below one, at this moment. Empty on Windows, where no test asks. */
export function descendants(pid: number): number[] {
  const pairs = ps(['-A', '-o', 'pid=,ppid='])
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, above]) => (above === parent ? [child, ...below(child)] : []))
  return below(pid)
}

/** The host that has a data directory now, as it wrote itself down. */
export function hostOf(home: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path.join(home, 'run', 'owner'), 'utf8'), 10)
    return isAlive(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

function ps(args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8' })
  } catch {
    return ''
  }
}
