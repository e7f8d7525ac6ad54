import { maxLine } from './upstream.ts'

/** Host to client: whole lines, so that a host that dies in the middle of one leaves nothing behind. */
export class Downstream {
  readonly #write: (lines: Buffer) => void
  #unfinished: Buffer[] = []
  #size = 0
  /** A line too long to be held passes in pieces. */
  #passing = false

  constructor(write: (lines: Buffer) => void) {
    this.#write = write
  }

  push(chunk: Buffer): void {
    let rest = chunk
    const end = chunk.lastIndexOf(10)
    if (end >= 0) {
      this.#pass(chunk.subarray(0, end + 1))
      this.#passing = false
      rest = chunk.subarray(end + 1)
    }
    if (rest.length === 0) return
    if (this.#passing || this.#size + rest.length > maxLine) {
      this.#pass(rest)
      this.#passing = true
    } else {
      this.#unfinished.push(rest)
      this.#size += rest.length
    }
  }

  #pass(last: Buffer): void {
    for (const part of this.#unfinished) this.#write(part)
    this.#write(last)
    this.#unfinished = []
    this.#size = 0
  }

  /** The host is gone: its unfinished line is dropped, or ended where a part of it has passed already. */
  cut(): void {
    this.#unfinished = []
    this.#size = 0
    if (this.#passing) this.#write(Buffer.from('\n'))
    this.#passing = false
  }
}
