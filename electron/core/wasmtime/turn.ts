import { mkdirSync, openSync, closeSync, readFileSync, rmSync, statSync, writeFileSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A holder says every second that it is alive; after this long without a sign it is not. */
const staleMs = 20_000
const beatMs = 1000

interface Options {
  /** The file that says whose turn it is. */
  file: string
  signal: AbortSignal
  /** What the holder last said, while we wait. */
  onOther(said: unknown): void
}

/** The right to prepare wasmtime in this cache: one process at a time. */
export interface Turn {
  /** Tells those who wait. */
  say(what: unknown): void
  /** Synchronous, so that it also works while the process ends. */
  end(): void
}

/** Waits for its turn; says meanwhile what the holder says. `false`: the holder ended, look whether it left a result, then ask again. */
export async function takeTurn({ file, signal, onOther }: Options): Promise<Turn | false> {
  mkdirSync(path.dirname(file), { recursive: true })
  const turn = tryTake(file)
  if (turn) return turn
  for (;;) {
    await pause(250, undefined, { signal })
    const said = read(file)
    if (!said) return false
    if (said.stale) {
      rmSync(file, { force: true })
      return false
    }
    onOther(said.what)
  }
}

function tryTake(file: string): Turn | undefined {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
  let last: unknown = null
  let ended = false
  const write = () => {
    // Only our own: another process may have taken a turn that looked stale, for instance after a long sleep of the machine.
    if (!ended && owner(file) !== 'another') writeFileSync(file, JSON.stringify({ pid: process.pid, what: last }))
  }
  write()
  const beat = setInterval(() => {
    try {
      const now = new Date()
      if (owner(file) === 'us') utimesSync(file, now, now)
    } catch {
      // The next beat may work.
    }
  }, beatMs)
  beat.unref()
  return {
    say(what) {
      last = what
      try {
        write()
      } catch {
        // Those who wait see a little less.
      }
    },
    end() {
      ended = true
      clearInterval(beat)
      if (owner(file) === 'us') rmSync(file, { force: true })
    },
  }
}

function owner(file: string): 'us' | 'another' | 'unknown' {
  const said = read(file)
  if (!said || said.pid === undefined) return 'unknown'
  return said.pid === process.pid ? 'us' : 'another'
}

function read(file: string): { pid?: number; what?: unknown; stale: boolean } | undefined {
  try {
    const age = Date.now() - statSync(file).mtimeMs
    const text = readFileSync(file, 'utf8')
    // Just made, and not written yet.
    if (text === '') return { stale: age > staleMs }
    const { pid, what } = JSON.parse(text) as { pid: number; what: unknown }
    return { pid, what, stale: age > staleMs || !alive(pid) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    // Half written: the next look sees the whole.
    return { stale: false }
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
