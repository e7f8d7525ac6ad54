import type { Asked } from '../denials/asked.ts'
import { readReport } from '../guards/read-report.ts'
import { GuardLines } from './guard-lines.ts'
import { LineSplitter } from './lines.ts'
import { Rate } from './rate.ts'
import { sayBytes } from './say-bytes.ts'

const tailBytes = 64 * 1024
/** Bytes; four times what is kept in the end, or a secret would be cut before it is blanked out. */
const longestLogLine = 64 * 1024

/** How many lines of stderr become log lines; a server that writes more is not worth the disk. */
const linesPerSecond = 500
const burst = 2000

/** A guest that is refused in a loop would keep the host busy with its refusals. */
const reportsPerSecond = 100
const reportBurst = 1000

export interface Listeners {
  line(line: string): void
  stderr(line: string): void
  noise(text: string): void
  /** A guard refused something. */
  report(asked: Asked): void
}

/** What the child writes to stdout: lines of at most `max` bytes. */
export function stdoutLines(on: Listeners, max: number): LineSplitter {
  return new LineSplitter({
    max,
    onLine: (line) => {
      if (line.trim() !== '') on.line(line)
    },
    // The beginning and the end of the line, where the id of the request stands that it was an answer to.
    onOverflow: (head) =>
      on.noise(
        `${head.slice(0, 480)} … (more than ${sayBytes(max)} in one line of stdout, its output limit; it is dropped)`,
      ),
    onCut: (head, dropped, tail) =>
      on.noise(`${head.slice(0, 480)} … (dropped: a line of ${Buffer.byteLength(head) + dropped} bytes) … ${tail}`),
  })
}

/** What the child writes to stderr: log lines at a bounded rate, and the last 64 KiB, in which a trap stands. With a channel, also what its guards report. */
export class Stderr {
  readonly #on: Listeners
  readonly #lines: LineSplitter
  readonly #guards: GuardLines | undefined
  readonly #lineRate: Rate
  readonly #reportRate: Rate
  #chunks: Buffer[] = []
  #bytes = 0
  #dropped = 0

  constructor(on: Listeners, channel?: string, now: () => number = () => performance.now()) {
    this.#on = on
    this.#lineRate = new Rate(linesPerSecond, burst, now)
    this.#reportRate = new Rate(reportsPerSecond, reportBurst, now)
    this.#lines = new LineSplitter({
      max: longestLogLine,
      keep: longestLogLine,
      onLine: (line) => this.#line(line),
      onCut: (head, dropped) => this.#line(`${head} … (${dropped} bytes more)`),
    })
    if (channel !== undefined)
      this.#guards = new GuardLines({
        channel,
        report: (text) => this.#report(text),
        rest: (bytes) => this.#own(bytes),
      })
  }

  push(chunk: Buffer): void {
    if (this.#guards) this.#guards.push(chunk)
    else this.#own(chunk)
  }

  end(): void {
    this.#guards?.end()
    this.#lines.end()
    this.#mark()
  }

  get tail(): string {
    return Buffer.concat(this.#chunks).subarray(-tailBytes).toString('utf8')
  }

  #own(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= tailBytes) this.#bytes -= this.#chunks.shift()?.length ?? 0
    // Tiny chunks would cost more in bookkeeping than in bytes.
    if (this.#chunks.length > 1024) this.#chunks = [Buffer.concat(this.#chunks)]
    this.#lines.push(chunk)
  }

  #report(text: string): void {
    if (!this.#reportRate.take()) return
    const asked = readReport(text)
    if (asked) this.#on.report(asked)
  }

  #line(line: string): void {
    if (!this.#lineRate.take()) {
      this.#dropped += 1
      return
    }
    this.#mark()
    this.#on.stderr(line)
  }

  #mark(): void {
    if (this.#dropped > 0) this.#on.noise(`${this.#dropped} lines of stderr were dropped: too many a second.`)
    this.#dropped = 0
  }
}
