import { LineSplitter, maxLineBytes } from './lines.ts'

const tailBytes = 64 * 1024
const longestLogLine = 16 * 1024

/** How many lines of stderr become log lines; a server that writes more is not worth the disk. */
const linesPerSecond = 500
const burst = 2000

export interface Listeners {
  line(line: string): void
  stderr(line: string): void
  noise(text: string): void
}

/** What the child writes to stdout: lines, the longest 32 MiB. */
export function stdoutLines(on: Listeners): LineSplitter {
  return new LineSplitter({
    max: maxLineBytes,
    onLine: (line) => {
      if (line.trim() !== '') on.line(line)
    },
    // The beginning and the end of the line, where the id of the request stands that it was an answer to.
    onOverflow: (head) => on.noise(`${head.slice(0, 480)} … (more than 32 MiB in one line of stdout; it is dropped)`),
    onCut: (head, dropped, tail) =>
      on.noise(`${head.slice(0, 480)} … (dropped: a line of ${Buffer.byteLength(head) + dropped} bytes) … ${tail}`),
  })
}

/** What the child writes to stderr: log lines at a bounded rate, and the last 64 KiB, in which a trap stands. */
export class Stderr {
  readonly #on: Listeners
  readonly #now: () => number
  readonly #lines: LineSplitter
  #chunks: Buffer[] = []
  #bytes = 0
  #credit = burst
  #creditAt: number
  #dropped = 0

  constructor(on: Listeners, now: () => number = () => performance.now()) {
    this.#on = on
    this.#now = now
    this.#creditAt = now()
    this.#lines = new LineSplitter({
      max: longestLogLine,
      keep: longestLogLine,
      onLine: (line) => this.#line(line),
      onCut: (head, dropped) => this.#line(`${head} … (${dropped} bytes more)`),
    })
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= tailBytes) this.#bytes -= this.#chunks.shift()?.length ?? 0
    // Tiny chunks would cost more in bookkeeping than in bytes.
    if (this.#chunks.length > 1024) this.#chunks = [Buffer.concat(this.#chunks)]
    this.#lines.push(chunk)
  }

  end(): void {
    this.#lines.end()
    this.#mark()
  }

  get tail(): string {
    return Buffer.concat(this.#chunks).subarray(-tailBytes).toString('utf8')
  }

  #line(line: string): void {
    const now = this.#now()
    this.#credit = Math.min(burst, this.#credit + ((now - this.#creditAt) * linesPerSecond) / 1000)
    this.#creditAt = now
    if (this.#credit < 1) {
      this.#dropped += 1
      return
    }
    this.#mark()
    this.#credit -= 1
    this.#on.stderr(line)
  }

  #mark(): void {
    if (this.#dropped > 0) this.#on.noise(`${this.#dropped} lines of stderr were dropped: too many a second.`)
    this.#dropped = 0
  }
}
