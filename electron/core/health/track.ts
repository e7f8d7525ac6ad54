import type { Health } from '../../../shared/watching.ts'
import type { Check } from '../records/checks.ts'

/** So many failures in a row are no accident. */
export const failuresInARow = 3

const dayMs = 86_400_000

/** What the checks of one server have said so far. */
export class Track {
  readonly #server: string
  #state: Health['state'] = 'unknown'
  #since: number
  /** Of the last 24 hours, oldest first: the time of each, below zero where it failed. */
  #day: number[] = []
  #last: Check | undefined
  #lastFailure: Check | undefined
  #failures = 0
  /** When the row of failures began that goes on. */
  #failingFrom = 0

  constructor(server: string, since: number) {
    this.#server = server
    this.#since = since
  }

  get failures(): number {
    return this.#failures
  }

  /** What has changed by it that a person wants to hear of. `from`: the row of failures began then already. */
  add(check: Check, from?: number): 'failing' | 'recovered' | undefined {
    const before = this.#state
    this.#last = check
    this.#day.push(check.passed ? check.at : -check.at)
    if (check.passed) {
      this.#failures = 0
      if (before !== 'well') this.#enter('well', check.at)
      return before === 'failing' ? 'recovered' : undefined
    }
    this.#lastFailure = check
    if (this.#failures++ === 0) this.#failingFrom = from ?? check.at
    if (this.#failures < failuresInARow || before === 'failing') return undefined
    this.#enter('failing', this.#failingFrom)
    return 'failing'
  }

  view(now: number, paused?: string): Health {
    const day = this.#recent(now)
    const passed = day.filter((at) => at > 0).length
    return {
      server: this.#server,
      state: this.#state,
      since: this.#since,
      ...(this.#last && { checkedAt: this.#last.at, tookMs: this.#last.tookMs }),
      failures: this.#failures,
      ...(this.#lastFailure && { lastFailure: { at: this.#lastFailure.at, text: this.#lastFailure.text ?? '' } }),
      uptime: day.length === 0 ? null : passed / day.length,
      checks: day.length,
      ...(paused !== undefined && { paused }),
    }
  }

  #enter(state: Health['state'], at: number): void {
    this.#state = state
    this.#since = at
  }

  #recent(now: number): number[] {
    const first = this.#day.findIndex((at) => Math.abs(at) > now - dayMs)
    if (first !== 0) this.#day = first === -1 ? [] : this.#day.slice(first)
    return this.#day
  }
}

/** As it was left by the host before. */
export function tracksOf(checks: readonly Check[], failingSince: Record<string, number>): Map<string, Track> {
  const tracks = new Map<string, Track>()
  for (const check of checks) {
    let track = tracks.get(check.server)
    if (!track) tracks.set(check.server, (track = new Track(check.server, check.at)))
    const since = failingSince[check.server]
    track.add(check, since !== undefined && since <= check.at ? since : undefined)
  }
  return tracks
}
