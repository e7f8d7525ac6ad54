/** How many minutes are told of. */
export const minutesKept = 30
export const minuteMs = 60_000

/** The start of the minute that a moment lies in; both ms since 1970. */
export function minuteOf(at: number): number {
  return Math.floor(at / minuteMs) * minuteMs
}

/** Calls of one server by the minute in which they began. Minutes are looked up by the clock, so one that is set back or on loses nothing else. */
export class CallMinutes {
  readonly #minutes = new Map<number, { calls: number; failed: number }>()

  add(at: number, calls: number, failed: number): void {
    const minute = minuteOf(at)
    const known = this.#minutes.get(minute) ?? { calls: 0, failed: 0 }
    this.#minutes.set(minute, { calls: known.calls + calls, failed: known.failed + failed })
  }

  /** The window that ends with the minute of `now`, oldest first. Forgets what lies outside of it. */
  at(now: number): { minute: number; calls: number[]; failed: number[] } {
    const minute = minuteOf(now)
    const first = minute - (minutesKept - 1) * minuteMs
    for (const known of this.#minutes.keys()) if (known < first || known > minute) this.#minutes.delete(known)
    const each = Array.from({ length: minutesKept }, (_, index) => this.#minutes.get(first + index * minuteMs))
    return { minute, calls: each.map((one) => one?.calls ?? 0), failed: each.map((one) => one?.failed ?? 0) }
  }
}
