/** Ends what a stage left running: on Linux every process that inherited this run's mark, whatever group it moved to. */
import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'

const name = 'BELLJAR_TEST_RUN'
let mark = ''

/** Programs started from now on carry the mark in their environment. */
export function markRun() {
  mark = `${name}=${randomUUID()}`
  process.env[name] = mark.slice(name.length + 1)
}

/** @returns {string[]} the commands that were ended */
export function endMarked() {
  if (process.platform !== 'linux' || !mark) return []
  const ended = []
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid))
    try {
      // The kernel shows the environment a process began with; this process has its mark only since then.
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)) continue
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
      // A process that has ended and waits for its parent to notice has no words any more.
      if (words.length === 0) continue
      process.kill(Number(pid), 'SIGKILL')
      ended.push(words.join(' ').slice(0, 200))
    } catch {
      // It has ended meanwhile.
    }
  return ended
}
