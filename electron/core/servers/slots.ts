/** Lets only so many run at a time; the others wait in order. */
export class Slots {
  #free: number
  #waiting: { name: string | undefined; go: () => void }[] = []

  constructor(count: number) {
    this.#free = count
  }

  async run<T>(work: () => Promise<T>, name?: string): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((go) => this.#waiting.push({ name, go }))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next.go()
      else this.#free += 1
    }
  }

  /** The next turn is that one's, if it still waits. */
  hurry(name: string): void {
    const first = this.#waiting.filter((one) => one.name === name)
    this.#waiting = [...first, ...this.#waiting.filter((one) => one.name !== name)]
  }
}
