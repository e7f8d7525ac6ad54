const tickMs = 250
/** A busy machine is late too, but not by that much. */
const lateMs = 2000

/**
 * Whether the computer slept since this was made. Seen by how late a timer is by the clock on the wall: other clocks stand still during
 * sleep on Linux, and go on on Windows and macOS.
 */
export class SleepWatch {
  readonly #timer: NodeJS.Timeout
  #tickedAt = Date.now()
  #slept = false

  constructor() {
    this.#timer = setInterval(() => this.#look(), tickMs).unref()
  }

  /** Ends the watch and says what was seen. */
  end(): boolean {
    clearInterval(this.#timer)
    this.#look()
    return this.#slept
  }

  #look(): void {
    const now = Date.now()
    if (Math.abs(now - this.#tickedAt) > tickMs + lateMs) this.#slept = true
    this.#tickedAt = now
  }
}
