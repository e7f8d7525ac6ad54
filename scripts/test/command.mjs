/** Runs one program of a stage, shows or keeps what it says, and leaves nothing of it behind. */
import { spawn, spawnSync } from 'node:child_process'

const running = new Set()
const windows = process.platform === 'win32'

/**
 * @param {string[]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean, limit?: number }} [options]
 *   `quiet`: its words are only returned. `limit` in milliseconds; after that it is ended.
 * @returns {Promise<{ code: number, output: string, late: boolean }>} never rejects; code -1: it could not be started
 */
export function command(argv, { cwd, env = process.env, quiet = false, limit = 600_000 } = {}) {
  return new Promise((resolve) => {
    const [program, ...args] = argv
    // A group of its own, so that everything it started in it can be ended with it.
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: !windows })
    running.add(child)
    let output = ''
    let late = false
    const timer = setTimeout(() => {
      late = true
      endTree(child)
    }, limit)
    const hear = (from, to) =>
      from.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-2_000_000)
        if (!quiet) to.write(text)
      })
    hear(child.stdout, process.stdout)
    hear(child.stderr, process.stderr)
    const done = (code) => {
      clearTimeout(timer)
      endTree(child)
      running.delete(child)
      resolve({ code, output, late })
    }
    child.once('error', (error) => {
      output += error.message
      done(-1)
    })
    // Not `close`: a process that it left behind may hold the pipes for ever.
    child.once('exit', (code) => setTimeout(() => done(code ?? -1), 100))
  })
}

export function endAll() {
  for (const child of running) endTree(child)
}

function endTree(child) {
  if (child.pid === undefined) return
  if (windows) {
    if (child.exitCode === null) spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // All of the group has ended.
  }
}
