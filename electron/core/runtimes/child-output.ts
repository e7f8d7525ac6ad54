import type { Asked } from '../denials/asked.ts'
import { readReport } from '../guards/read-report.ts'
import { GuardLines } from './guard-lines.ts'
import { LineSplitter } from './lines.ts'
import { Rate } from './rate.ts'
import { sayBytes } from './say-bytes.ts'
import { Tail } from './tail.ts'

/** A guest that is refused in a loop would keep the host busy with its refusals. */
const reportsPerSecond = 100
const reportBurst = 1000

export interface Listeners {
  line(line: string): void
  /** Bytes of stderr, which are given away. With a promise, the child has to wait until it resolves before it writes more. */
  stderr(bytes: Buffer): Promise<void> | undefined
  /** No more of them will come. */
  stderrEnded(): void
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

/** What the child writes to stderr: passed on as it comes, and the last 64 KiB kept, in which a trap stands. With a channel, also what its guards report. */
export class Stderr {
  readonly #on: Listeners
  readonly #guards: GuardLines | undefined
  readonly #reportRate: Rate
  readonly #tail = new Tail()
  #room: Promise<void> | undefined

  constructor(on: Listeners, channel?: string, now: () => number = () => performance.now()) {
    this.#on = on
    this.#reportRate = new Rate(reportsPerSecond, reportBurst, now)
    if (channel !== undefined)
      this.#guards = new GuardLines({
        channel,
        report: (text) => this.#report(text),
        rest: (bytes) => this.#own(bytes),
      })
  }

  /** With a promise, the child has to wait. */
  push(chunk: Buffer): Promise<void> | undefined {
    this.#room = undefined
    if (this.#guards) this.#guards.push(chunk)
    else this.#own(chunk)
    return this.#room
  }

  end(): void {
    this.#guards?.end()
    this.#on.stderrEnded()
  }

  get tail(): string {
    return this.#tail.text
  }

  #own(chunk: Buffer): void {
    this.#tail.push(chunk)
    this.#room = this.#on.stderr(chunk) ?? this.#room
  }

  #report(text: string): void {
    if (!this.#reportRate.take()) return
    const asked = readReport(text)
    if (asked) this.#on.report(asked)
  }
}
