interface Options {
  /** Between two checks of one server. */
  everyMs: number
  /** Who is to be checked now. */
  ids(): readonly string[]
  check(id: string): Promise<unknown>
}

/** Failing servers use up their start limits: they must not hold up the others. */
const atOnce = 2
const soonMs = 1000

/**
 * Whose turn it is: one after the other, spread over the interval, first who waits longest. A timer that comes late, because the computer
 * slept or was busy, brings one check, never all that were missed.
 */
export class Turns {
  readonly #options: Options
  readonly #lastAt = new Map<string, number>()
  readonly #underway = new Set<string>()
  #soon: string[] = []
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: Options) {
    this.#options = options
  }

  start(): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#timer = setTimeout(() => this.#turn(), this.#pause()).unref()
  }

  /** Whoever was switched on or given something a moment ago wants to know. */
  soon(id: string): void {
    if (this.#soon.includes(id)) return
    this.#soon.push(id)
    if (this.#soon.length === 1) this.start()
  }

  /** It was checked, in or out of turn. */
  had(id: string): void {
    this.#lastAt.set(id, performance.now())
    this.#soon = this.#soon.filter((one) => one !== id)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #pause(): number {
    const each = this.#options.everyMs / Math.max(1, this.#options.ids().length)
    return this.#soon.length > 0 ? Math.min(soonMs, each) : each
  }

  #turn(): void {
    const id = this.#underway.size < atOnce ? this.#next() : undefined
    if (id !== undefined) {
      this.had(id)
      this.#underway.add(id)
      void this.#options.check(id).finally(() => this.#underway.delete(id))
    }
    this.start()
  }

  #next(): string | undefined {
    const ids = this.#options.ids()
    this.#soon = this.#soon.filter((id) => ids.includes(id))
    for (const id of this.#lastAt.keys()) if (!ids.includes(id)) this.#lastAt.delete(id)
    const free = [...this.#soon, ...ids].filter((id) => !this.#underway.has(id))
    const [wanted] = free
    if (wanted !== undefined && this.#soon.includes(wanted)) return wanted
    const last = (id: string) => this.#lastAt.get(id) ?? -Infinity
    return free.reduce<string | undefined>(
      (best, id) => (best === undefined || last(id) < last(best) ? id : best),
      undefined,
    )
  }
}
