import type { RuntimeState } from '../../shared/domain.ts'
import type { Client } from '../../shared/rpc.ts'
import { count } from './amounts.ts'
import type { Terminal } from './terminal.ts'

/** How often progress is told where its line cannot be rewritten. */
const everyMs = 10_000

/** Runs something that needs wasmtime; while that is being made, says on stderr how far it is. */
export async function withWasmtime<T>(client: Client, terminal: Terminal, use: () => Promise<T>): Promise<T> {
  const progress = new Progress(terminal)
  const stop = client.on('runtime.changed', (state) => progress.show(state))
  try {
    const { runtime } = await client.call('app.snapshot', null)
    // A host that is running may have failed long ago, for a reason that is gone by now.
    progress.show(runtime.kind === 'failed' ? await client.call('runtime.retry', null) : runtime)
    return await use()
  } finally {
    stop()
    progress.end()
  }
}

/** One line about a wasmtime that is not there yet; undefined when there is nothing to say. */
export function progressLine(state: RuntimeState, now = Date.now()): string | undefined {
  if (state.kind !== 'downloading' && state.kind !== 'building') return undefined
  const doing = state.kind === 'downloading' ? 'Downloading' : 'Building'
  const share = state.total ? `, ${Math.floor((100 * state.done) / state.total)} %` : ''
  if (state.kind === 'downloading') return `${doing} wasmtime ${state.version}${share}`
  const minutes = Math.floor((now - state.startedAt) / 60_000)
  const since = minutes > 0 ? `, ${count(minutes, 'minute')} so far` : ''
  return `${doing} wasmtime ${state.version}${share}${since} (once, then it is kept)`
}

class Progress {
  readonly #terminal: Terminal
  #line = ''
  #kind = ''
  #told = -Infinity

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  show(state: RuntimeState): void {
    const line = progressLine(state)
    if (line === undefined || line === this.#line) return
    const { liveErrors, err } = this.#terminal
    const now = performance.now()
    if (liveErrors) err(`\r${line.padEnd(this.#line.length)}`)
    else if (state.kind !== this.#kind || now - this.#told >= everyMs) {
      err(`${line}\n`)
      this.#told = now
    }
    this.#line = line
    this.#kind = state.kind
  }

  end(): void {
    if (this.#terminal.liveErrors && this.#line) this.#terminal.err(`\r${' '.repeat(this.#line.length)}\r`)
  }
}
