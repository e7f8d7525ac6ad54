import { appendFileSync, renameSync, statSync } from 'node:fs'

const maxBytes = 5 * 1024 * 1024

/** Bugs, with their stacks, for whoever mends them: a person sees only that something broke. */
export class HostLog {
  readonly #file: string
  readonly #redact: (text: string) => string

  constructor(file: string, redact: (text: string) => string = (text) => text) {
    this.#file = file
    this.#redact = redact
  }

  bug(error: unknown): void {
    const text = this.#redact(error instanceof Error ? (error.stack ?? error.message) : String(error))
    try {
      if ((statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes)
        renameSync(this.#file, `${this.#file}.old`)
      appendFileSync(this.#file, `${new Date().toISOString()} ${text}\n`, { mode: 0o600 })
    } catch {
      console.error(text)
    }
  }
}
