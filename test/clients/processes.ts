import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

interface Process {
  pid: number
  parent: number
  command: string
}

/** All processes, except those that ended and were not waited for. None on Windows, where nothing lists them quickly. */
function processes(): Process[] {
  if (process.platform === 'win32') return []
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state=,args='], { encoding: 'utf8', maxBuffer: 64e6 })
  return lines.split('\n').flatMap((line) => {
    const [, pid, parent, state, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return pid && !state?.startsWith('Z') ? [{ pid: Number(pid), parent: Number(parent), command }] : []
  })
}

/** The host that has this data directory, and everything it started. */
export function hostFamily(home: string): Process[] {
  const pid = Number.parseInt(readFileSync(path.join(home, 'run', 'owner'), 'utf8'), 10)
  const all = processes()
  const family = all.filter((one) => one.pid === pid)
  for (const member of family) family.push(...all.filter(({ parent }) => parent === member.pid))
  return family
}

/** Those of `before` that still run, and all others that name `folder`. */
export function remaining(before: readonly Process[], folder: string): string[] {
  return processes()
    .filter(
      (one) => before.some((old) => old.pid === one.pid && old.command === one.command) || one.command.includes(folder),
    )
    .map(({ pid, command }) => `${pid} ${command}`)
}
