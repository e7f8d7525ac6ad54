import type { Pending } from './guest-requests.ts'

/** A child's two outputs are read one after the other, so what a guard said during a request may be read behind its answer. */
const behindMs = 50

/** Requests that a guest has just answered. */
export class JustEnded {
  /** Since the event loop last came by: with these no other can be told apart. */
  #turn: Pending[] = []
  #clearing: NodeJS.Immediate | undefined
  #last: { request: Pending; at: number } | undefined

  add(request: Pending): void {
    this.#turn.push(request)
    this.#last = { request, at: performance.now() }
    this.#clearing ??= setImmediate(() => {
      this.#turn = []
      this.#clearing = undefined
    })
  }

  /** Those that something may belong to that is read now, while the guest has `sent`. */
  with(sent: Pending[]): Pending[] {
    const together = [...this.#turn, ...sent]
    if (together.length > 0) return together
    return this.#last && performance.now() - this.#last.at < behindMs ? [this.#last.request] : []
  }
}
