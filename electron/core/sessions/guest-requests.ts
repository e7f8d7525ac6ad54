import type { Problem } from '../../../shared/domain.ts'
import type { GuestAnswer } from './guest-answer.ts'
import { JustEnded } from './just-ended.ts'
import type { Json } from './message.ts'

export interface RequestOptions {
  onProgress?(params: Json): void
  /** Whose request it is, in the words of whoever asks; comes back with what the guest asks in its midst. */
  tag?: unknown
  /** Belljar's own question on the side: takes no call's place, is no use of the guest, and ends no child. Whoever asks has a limit. */
  aside?: true
}

export interface Pending {
  readonly id: number
  readonly method: string
  readonly params: Json
  readonly options: RequestOptions
  settle(answer: GuestAnswer): void
  /** Settled already, but the guest may still work on it. */
  settled: boolean
  timer?: NodeJS.Timeout
  /** When it was asked for, and when the guest got it; of `performance.now()`. */
  readonly addedAt: number
  sentAt?: number
  /** How long of that its instance was starting, ms. */
  startedMs: number
  /** Of `performance.now()`; moves on while the limit is held. */
  dueAt: number
}

export interface RequestQueueOptions {
  /** How long each may take, in ms. */
  limitMs(): number
  /** How many the child has at a time; more wait here, where they survive its end. */
  atOnce(): number
  send(request: Pending): boolean
  /** The oldest request has reached its limit. */
  timeUp(request: Pending): void
}

const notRunning: Problem = { code: 'unavailable', message: 'The server does not run now.' }

/** Requests to one guest: a bounded number with the child, the others waiting, each with a limit from the moment it was sent. */
export class GuestRequests {
  readonly #options: RequestQueueOptions
  readonly #sent = new Map<number, Pending>()
  readonly #ended = new JustEnded()
  #waiting: Pending[] = []
  /** How many of those that were sent are asides. */
  #asides = 0
  #lastId = 1000
  #held = 0
  #heldSince = 0

  constructor(options: RequestQueueOptions) {
    this.#options = options
  }

  get busy(): boolean {
    return this.#inUse > 0 || this.#waiting.length > 0
  }

  get waiting(): boolean {
    return this.#waiting.length > 0
  }

  /** How many the child has for others. */
  get #inUse(): number {
    if (this.#asides === 0) return this.#sent.size
    return this.sent().filter(({ options }) => !options.aside).length
  }

  /** Oldest first. */
  sent(): Pending[] {
    return [...this.#sent.values()]
  }

  /** Those that the guest works on, or did until a moment ago. */
  atWork(): Pending[] {
    return this.#ended.with(this.sent())
  }

  get(id: unknown): Pending | undefined {
    return this.#sent.get(id as number)
  }

  add(method: string, params: Json, options: RequestOptions, settle: (answer: GuestAnswer) => void): Pending {
    const request: Pending = {
      id: ++this.#lastId,
      method,
      params,
      options,
      settled: false,
      addedAt: performance.now(),
      startedMs: 0,
      dueAt: 0,
      settle(answer) {
        if (this.settled) return
        this.settled = true
        settle(answer)
      },
    }
    if (options.aside) this.#sendAside(request)
    else this.#waiting.push(request)
    return request
  }

  #sendAside(request: Pending): void {
    if (!this.#options.send(request)) return request.settle({ kind: 'unavailable', problem: notRunning })
    this.#sent.set(request.id, request)
    this.#asides++
  }

  /** Hands over what may be handed over. */
  flush(): void {
    while (this.#inUse < this.#options.atOnce()) {
      const request = this.#waiting[0]
      if (!request || !this.#options.send(request)) return
      this.#waiting.shift()
      this.#sent.set(request.id, request)
      request.sentAt = performance.now()
      request.dueAt = request.sentAt + this.#options.limitMs()
      if (this.#held === 0) this.#arm(request)
    }
  }

  /** The guest is done with it. */
  done(id: number, answer: GuestAnswer): void {
    const request = this.#sent.get(id)
    if (!request) return
    this.#sent.delete(id)
    if (request.options.aside) this.#asides--
    else this.#ended.add(request)
    clearTimeout(request.timer)
    request.settle(answer)
    this.flush()
  }

  /** True when the guest has it and should be told. */
  cancel(request: Pending): boolean {
    request.settle({ kind: 'cancelled' })
    if (this.#sent.has(request.id)) return true
    this.#waiting = this.#waiting.filter((one) => one !== request)
    return false
  }

  /** Settles what the child had. */
  lose(answer: (request: Pending) => GuestAnswer): void {
    const lost = this.sent()
    this.#sent.clear()
    this.#asides = 0
    this.#held = 0
    for (const request of lost) {
      clearTimeout(request.timer)
      request.settle(answer(request))
    }
  }

  /** Settles what waits. */
  refuse(answer: GuestAnswer): void {
    const refused = this.#waiting
    this.#waiting = []
    for (const request of refused) request.settle(answer)
  }

  /** Limits stand still while the guest waits for the client: people take their time. Returns what lets them go on. */
  hold(): () => void {
    if (this.#held++ === 0) {
      this.#heldSince = performance.now()
      for (const request of this.#sent.values()) clearTimeout(request.timer)
    }
    let over = false
    return () => {
      if (over || this.#held === 0) return
      over = true
      if (--this.#held > 0) return
      const pause = performance.now() - this.#heldSince
      for (const request of this.#sent.values()) {
        if (request.options.aside) continue
        request.dueAt += pause
        this.#arm(request)
      }
    }
  }

  #arm(request: Pending): void {
    const left = Math.max(0, request.dueAt - performance.now())
    request.timer = setTimeout(() => {
      if (this.#sent.has(request.id)) this.#options.timeUp(request)
    }, left)
  }
}
