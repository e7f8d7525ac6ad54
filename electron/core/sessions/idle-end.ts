interface Options {
  ms(): number
  /** Not idle, whatever was last asked of it. */
  busy(): boolean
  end(): void
}

/** Ends what nobody has used for a while. */
export class IdleEnd {
  readonly #options: Options
  #usedAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
  }

  used(): void {
    this.#usedAt = performance.now()
  }

  watch(): void {
    const { ms, busy, end } = this.#options
    this.stop()
    const left = this.#usedAt + ms() - performance.now()
    this.#timer = setTimeout(
      () => {
        if (busy()) this.used()
        if (performance.now() - this.#usedAt < ms() - 1) return this.watch()
        end()
      },
      Math.max(left, 1),
    ).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
