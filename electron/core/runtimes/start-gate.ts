import { availableParallelism } from 'node:os'

/** A start needs a core for some tens of ms; what it does afterwards is waiting, and nobody need wait for that. */
const turnMs = 250

/** Lets a few children start at a time, so that fifty that are wanted at once do not all time out together. */
export class StartGate {
  readonly #ms: number
  readonly #queue: (() => void)[] = []
  #free: number

  constructor(count = Math.max(2, 2 * availableParallelism()), ms = turnMs) {
    this.#free = count
    this.#ms = ms
  }

  /** Calls `go` now or when it is its turn. The result ends the turn, or the waiting for it. */
  enter(go: () => void): () => void {
    let state: 'waiting' | 'in' | 'out' = 'waiting'
    let timer: NodeJS.Timeout | undefined
    const start = () => {
      state = 'in'
      this.#free -= 1
      timer = setTimeout(leave, this.#ms).unref()
      go()
    }
    const leave = () => {
      clearTimeout(timer)
      if (state === 'waiting') this.#queue.splice(this.#queue.indexOf(start), 1)
      const wasIn = state === 'in'
      state = 'out'
      if (!wasIn) return
      this.#free += 1
      if (this.#free > 0) this.#queue.shift()?.()
    }
    if (this.#free > 0) start()
    else this.#queue.push(start)
    return leave
  }
}

export const startGate = new StartGate()
