import type { Terms } from '../runtimes/terms.ts'
import type { Pending } from './guest-requests.ts'

/** Where the time of a request went before a guest had it, ms. What is left of its time is the guest's. */
export interface Spent {
  /** Absent when no instance ever had it. */
  instance?: string
  /** Until an instance was there and had room. */
  waitedMs: number
  /** The part of that in which the instance started. */
  startedMs: number
  /** The memory limit of the instance, bytes. */
  limitBytes?: number
}

/** When an instance started last; tells how much of a request's waiting was that. All of `performance.now()`. */
export class StartClock {
  #from = Infinity
  #to = Infinity

  begins(): void {
    this.#from = performance.now()
    this.#to = Infinity
  }

  ends(): void {
    this.#to = performance.now()
  }

  /** A request goes to the guest. */
  sent(request: Pending): void {
    if (request.addedAt < this.#to) request.startedMs = this.#since(request.addedAt, this.#to)
  }

  /** Up to now. */
  spent(request: Pending, instance: string | undefined, terms: Terms | undefined): Spent {
    const { addedAt, sentAt, startedMs } = request
    if (sentAt === undefined) {
      const now = performance.now()
      return { waitedMs: now - addedAt, startedMs: this.#since(addedAt, now) }
    }
    return {
      ...(instance !== undefined && { instance }),
      ...{ waitedMs: sentAt - addedAt, startedMs },
      ...(terms && { limitBytes: terms.limits.memoryBytes }),
    }
  }

  #since(addedAt: number, until: number): number {
    return Math.max(0, Math.min(until, this.#to) - Math.max(addedAt, this.#from))
  }
}
