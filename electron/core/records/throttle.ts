/**
 * Tells listeners what is new: the first at once (after the code that runs now), then at most every `everyMs`, of each
 * key only its newest state. A burst keeps its `most` newest items; who wants the others asks for them.
 */
export class Throttle<T> {
  readonly #listeners = new Set<(items: T[]) => void>()
  readonly #key: (item: T) => string | number
  readonly #everyMs: number
  readonly #most: number
  #items = new Map<string | number, T>()
  #lastAt = -Infinity
  #cancel: (() => void) | undefined

  constructor(key: (item: T) => string | number, everyMs = 100, most = 1000) {
    this.#key = key
    this.#everyMs = everyMs
    this.#most = most
  }

  listen(listener: (items: T[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  add(item: T): void {
    if (this.#listeners.size === 0) return
    this.#items.set(this.#key(item), item)
    if (this.#items.size > this.#most) {
      const [oldest] = this.#items.keys()
      if (oldest !== undefined) this.#items.delete(oldest)
    }
    if (this.#cancel) return
    const wait = this.#lastAt + this.#everyMs - performance.now()
    if (wait <= 0) {
      const soon = setImmediate(() => this.flush())
      this.#cancel = () => clearImmediate(soon)
    } else {
      const later = setTimeout(() => this.flush(), wait)
      this.#cancel = () => clearTimeout(later)
    }
  }

  /** Also called at the end, so that nothing is kept back. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#items.size === 0) return
    const items = [...this.#items.values()]
    this.#items = new Map()
    this.#lastAt = performance.now()
    for (const listener of this.#listeners)
      try {
        listener(items)
      } catch (error) {
        // One listener's mistake is not the caller's, who is answering a request.
        console.error(error)
      }
  }
}
