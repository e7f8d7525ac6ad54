import { forgetPeak, peakOf } from './peak.ts'

/** Two looks are at least so far apart: calls that follow each other faster share what is found. */
const restMs = 25
/** While a call runs, so that something is known of a program that breaks. */
const duringMs = 250

interface Options {
  pid(): number | undefined
  /** Something is being worked on: then the peak goes on. */
  busy(): boolean
}

/** Watches how much memory one instance holds at most, call by call, always after the answer and never in its way. */
export class PeakWatch {
  readonly #options: Options
  #reports: ((bytes: number) => void)[] = []
  #last: number | undefined
  #lookedAt = -Infinity
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** The last known peak of the child, bytes; also of one that is no more, until the next one starts. */
  get last(): number | undefined {
    return this.#last
  }

  /** Another child: what was known is of an older one. */
  fresh(): void {
    this.#last = undefined
  }

  /** The child has ended: what is asked about it can be answered with what is known only. */
  gone(): void {
    const reports = this.#reports
    this.#reports = []
    if (this.#last !== undefined) for (const report of reports) report(this.#last)
  }

  /** Something is asked of it. */
  used(): void {
    this.#timer ??= setTimeout(() => this.#during(), duringMs).unref()
  }

  /** A call has ended; `report` is told once, unless the system does not say. Calls at the same time count too. */
  ended(report: (bytes: number) => void): void {
    if (this.#options.pid() === undefined) {
      if (this.#last !== undefined) report(this.#last)
      return
    }
    this.#reports.push(report)
    if (this.#reports.length > 1 || this.#looking) return
    const wait = this.#lookedAt + restMs - performance.now()
    if (wait <= 0) setImmediate(() => void this.look())
    else setTimeout(() => void this.look(), wait).unref()
  }

  /** Asks the system now; before an instance is ended, what ended calls held is asked with this. */
  look(): Promise<void> {
    return (this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
      // They ended while it was being read.
      if (this.#reports.length > 0) setTimeout(() => void this.look(), restMs).unref()
    }))
  }

  async #look(): Promise<void> {
    const { pid, busy } = this.#options
    const [asked, reports] = [pid(), this.#reports]
    this.#reports = []
    this.#lookedAt = performance.now()
    const peak = asked === undefined ? undefined : await peakOf(asked)
    if (peak !== undefined && asked === pid()) this.#last = peak
    const said = peak ?? this.#last
    if (said !== undefined) for (const report of reports) report(said)
    if (asked !== undefined && peak !== undefined && !busy()) await forgetPeak(asked)
  }

  #during(): void {
    this.#timer = undefined
    if (!this.#options.busy()) return
    void this.look()
    this.used()
  }
}
