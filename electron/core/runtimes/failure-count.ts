import { failureWindowMs } from '../../../shared/lifecycle.ts'

/** Endings before `ready` of one server, over all of its instances. The clock is monotonic, so that setting the wall clock changes nothing. */
export class FailureCount {
  readonly #now: () => number
  #times: number[] = []

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Adds one and returns how many there were in the last 60 s, this one included. */
  add(): number {
    this.#times = [...this.#recent(), this.#now()]
    return this.#times.length
  }

  /** A person asked for a start: the past is forgotten. */
  reset(): void {
    this.#times = []
  }

  get count(): number {
    return this.#recent().length
  }

  #recent(): number[] {
    const oldest = this.#now() - failureWindowMs
    return this.#times.filter((time) => time > oldest)
  }
}
