const newline = 0x0a

/** A guard writes at most 4 KiB; what has its sign and never ends is not kept. */
const longestReport = 16 * 1024

interface Options {
  /** The secret of this child's guards. */
  channel: string
  /** What follows the sign, without the newline. */
  report(text: string): void
  /** Everything else, in order. */
  rest(bytes: Buffer): void
}

/**
 * Takes out of a child's stderr what its guards report. A report begins with a newline, as the guest may have left a line open;
 * where it had not, the empty line in front goes too. Lines that merely look like reports are passed on: the guest does not know the secret.
 */
export class GuardLines {
  readonly #options: Options
  readonly #sign: Buffer
  /** Bytes that begin at the start of a line and could still become a report. */
  #held: Buffer = Buffer.alloc(0)
  #atStart = true

  constructor(options: Options) {
    this.#options = options
    this.#sign = Buffer.from(`belljar-guard ${options.channel}\t`)
  }

  push(chunk: Buffer): void {
    let data = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : chunk
    this.#held = Buffer.alloc(0)
    /** Of the bytes that are passed on next. */
    let from = 0
    let at = 0
    while (at < data.length) {
      if (!this.#atStart) {
        const end = data.indexOf(newline, at)
        if (end < 0) break
        at = end + 1
        this.#atStart = true
        continue
      }
      const found = this.#look(data, at)
      if (found === 'no') {
        // Of two empty lines the second one may belong to a report.
        this.#atStart = data[at] === newline
        at += 1
        continue
      }
      if (at > from) this.#options.rest(data.subarray(from, at))
      if (found === 'maybe') {
        this.#held = Buffer.from(data.subarray(at))
        return
      }
      if (found.text !== undefined) this.#options.report(found.text)
      data = data.subarray(found.end)
      from = at = 0
    }
    if (data.length > from) this.#options.rest(data.subarray(from))
  }

  /** Half a report is no line of the guest's. */
  end(): void {
    const held = this.#held
    this.#held = Buffer.alloc(0)
    const skip = held[0] === newline ? 1 : 0
    const begun = held.length - skip > 'belljar-guard '.length
    if (held.length > 0 && !begun) this.#options.rest(held)
  }

  /** Whether a report begins at the start of a line. */
  #look(data: Buffer, at: number): 'no' | 'maybe' | { text?: string; end: number } {
    const sign = this.#sign
    const begin = at + (data[at] === newline ? 1 : 0)
    const known = Math.min(sign.length, data.length - begin)
    if (data.compare(sign, 0, known, begin, begin + known) !== 0) return 'no'
    if (known < sign.length) return 'maybe'
    const end = data.indexOf(newline, begin + sign.length)
    if (end < 0) return data.length - begin > longestReport ? { end: data.length } : 'maybe'
    return { text: data.toString('utf8', begin + sign.length, end), end: end + 1 }
  }
}
