/** What a guest may print at once, and for ever: a million lines are worth the disk, a program that never stops is not. */
export const generosity = { lines: 2_000_000, bytes: 400_000_000, linesPerSecond: 20_000, bytesPerSecond: 4_000_000 }

/** Said this often while lines are dropped. */
const sayEveryMs = 10_000

/** How much of one instance's output is kept. */
export class LineRate {
  readonly #most: typeof generosity
  #lines: number
  #bytes: number
  #at: number
  #dropped = 0
  #saidAt = -Infinity

  constructor(now: number, most = generosity) {
    this.#most = most
    this.#lines = most.lines
    this.#bytes = most.bytes
    this.#at = now
  }

  /** How many of so many lines are kept; the others are counted. */
  take(lines: number, bytes: number, now: number): number {
    const most = this.#most
    // Clocks jump.
    const seconds = Math.max(0, now - this.#at) / 1000
    this.#at = now
    this.#lines = Math.min(most.lines, this.#lines + seconds * most.linesPerSecond)
    this.#bytes = Math.min(most.bytes, this.#bytes + seconds * most.bytesPerSecond)
    const kept = this.#bytes <= 0 ? 0 : Math.min(lines, Math.floor(this.#lines))
    this.#lines -= kept
    this.#bytes -= lines === 0 ? 0 : (bytes * kept) / lines
    this.#dropped += lines - kept
    return kept
  }

  /** How many were dropped since this was last said; 0 when it need not be said now. */
  toSay(now: number, atOnce = false): number {
    if (this.#dropped === 0 || (!atOnce && now - this.#saidAt < sayEveryMs)) return 0
    this.#saidAt = now
    const dropped = this.#dropped
    this.#dropped = 0
    return dropped
  }
}
