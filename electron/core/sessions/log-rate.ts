/** A message costs the host a hundred times what a line of stderr does. */
const linesPerSecond = 5000
const burst = 100_000
/** Characters; four times what is kept in the end, or a secret would be cut before it is blanked out. */
export const longestLine = 64 * 1024

/** Lets a bounded number of lines pass: what a server prints for ever is not worth the disk. */
export class LogRate {
  readonly #now: () => number
  #credit = burst
  #at: number
  #dropped = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#at = now()
  }

  /** Undefined: drop this line. Else how many were dropped before it. */
  pass(): number | undefined {
    const now = this.#now()
    this.#credit = Math.min(burst, this.#credit + ((now - this.#at) * linesPerSecond) / 1000)
    this.#at = now
    if (this.#credit < 1) {
      this.#dropped++
      return undefined
    }
    this.#credit--
    const dropped = this.#dropped
    this.#dropped = 0
    return dropped
  }
}

/** A line that fits a log, with a mark where it was cut. */
export function cutLine(text: string): string {
  return text.length <= longestLine
    ? text
    : `${text.slice(0, longestLine)} … (${text.length - longestLine} characters more)`
}
