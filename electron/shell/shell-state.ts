import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Bounds } from './bounds.ts'

interface Kept {
  bounds?: Bounds
  maximised: boolean
  /** As it was last, so that the window's ground is right before the host has said anything. */
  theme: 'system' | 'light' | 'dark'
  /** It was said once that Belljar goes on in the tray. */
  saidTray: boolean
}

/**
 * What the shell remembers, in a file of its own: the settings belong to the host, which may be another process and is
 * not there yet when the first window opens. Losing it costs nothing, so a damaged one is begun anew.
 */
export class ShellState {
  readonly #file: string
  #value: Kept

  constructor(file: string) {
    this.#file = file
    this.#value = read(file)
  }

  get value(): Readonly<Kept> {
    return this.#value
  }

  change(part: Partial<Kept>): void {
    const before = JSON.stringify(this.#value)
    this.#value = { ...this.#value, ...part }
    const text = JSON.stringify(this.#value)
    if (text === before) return
    const temp = `${this.#file}.${process.pid}.tmp`
    try {
      writeFileSync(temp, `${text}\n`, { mode: 0o600 })
      renameSync(temp, this.#file)
    } catch {
      // Read-only, or full: it opens at the usual place next time.
    }
  }
}

/** Looked at by hand: loading a library for it would cost more than anything else before the window. */
function read(file: string): Kept {
  let kept: Record<string, unknown> = {}
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value === 'object' && value !== null) kept = value as Record<string, unknown>
  } catch {
    // The first start, or a damaged file.
  }
  const bounds = boundsIn(kept['bounds'])
  const { theme } = kept
  return {
    ...(bounds && { bounds }),
    maximised: kept['maximised'] === true,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    saidTray: kept['saidTray'] === true,
  }
}

function boundsIn(value: unknown): Bounds | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { x, y, width, height } = value as Record<string, unknown>
  const all = [x, y, width, height]
  return all.every((number) => Number.isFinite(number)) ? (value as Bounds) : undefined
}
