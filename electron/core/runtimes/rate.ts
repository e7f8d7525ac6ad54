/** So many a second, and more at once after a pause. */
export class Rate {
  readonly #perSecond: number
  readonly #burst: number
  readonly #now: () => number
  #credit: number
  #at: number

  constructor(perSecond: number, burst: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#now = now
    this.#credit = burst
    this.#at = now()
  }

  /** False when it is one too many. */
  take(): boolean {
    const now = this.#now()
    this.#credit = Math.min(this.#burst, this.#credit + ((now - this.#at) * this.#perSecond) / 1000)
    this.#at = now
    if (this.#credit < 1) return false
    this.#credit -= 1
    return true
  }
}
