import type { Events } from '../../shared/contract.ts'
import { oneLine } from './plain-text.ts'
import { cut } from './table.ts'
import type { Terminal } from './terminal.ts'

/** How often progress is told where its line cannot be rewritten. */
const everyMs = 1_000

/** Says on stderr how far a call is: in one line that changes where there is a terminal. */
export class RunProgress {
  readonly #terminal: Terminal
  #shown = ''
  #told = -Infinity

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  show(progress: Omit<Events['run.progress'], 'run'>): void {
    const { liveErrors, err, columns } = this.#terminal
    const line = cut(progressWords(progress), (columns ?? 80) - 1)
    if (liveErrors) err(`\r${line.padEnd(this.#shown.length)}`)
    else if (performance.now() - this.#told >= everyMs) {
      err(`${line}\n`)
      this.#told = performance.now()
    }
    this.#shown = line
  }

  /** Makes room for what comes next. */
  end(): void {
    if (this.#terminal.liveErrors && this.#shown) this.#terminal.err(`\r${' '.repeat(this.#shown.length)}\r`)
  }
}

export function progressWords({ progress, total, message }: Omit<Events['run.progress'], 'run'>): string {
  const far = total === undefined || total <= 0 ? String(progress) : `${progress} of ${total}`
  return message ? `${far}: ${oneLine(message)}` : far
}
