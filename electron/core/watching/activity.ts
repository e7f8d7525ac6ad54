import type { Call } from '../../../shared/records.ts'
import type { Activity } from '../../../shared/watching.ts'
import { CallMinutes, minuteMs, minuteOf, minutesKept } from './call-minutes.ts'

/** At most once in so many ms. */
const tellMs = 1000

interface Options {
  tell(changed: Activity[]): void
  now?(): number
}

/** Calls per minute of each server, kept in memory: no question of a window has to count records for it. */
export class ActivityWatch {
  readonly #options: Options
  readonly #servers = new Map<string, CallMinutes>()
  readonly #changed = new Set<string>()
  /** Servers of which something other than zeros was told last. */
  readonly #alive = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #turn: NodeJS.Timeout | undefined
  #toldAt = -Infinity

  constructor(options: Options) {
    this.#options = options
  }

  /** The span of time that is told of, ms since 1970. */
  span(): { since: number; until: number; buckets: number } {
    const until = minuteOf(this.#now()) + minuteMs
    return { since: until - minutesKept * minuteMs, until, buckets: minutesKept }
  }

  /** What was counted before, from the records. */
  seed(server: string, buckets: readonly { at: number; calls: number; failed: number }[]): void {
    for (const { at, calls, failed } of buckets) if (calls > 0) this.#of(server).add(at, calls, failed)
    this.#tellLater(server)
  }

  ended({ server, at, outcome }: Pick<Call, 'server' | 'at' | 'outcome'>): void {
    this.#of(server).add(at, 1, outcome === 'answered' || outcome === 'cancelled' ? 0 : 1)
    this.#tellLater(server)
  }

  list(): Activity[] {
    const now = this.#now()
    return [...this.#servers].map(([server, minutes]) => ({ server, ...minutes.at(now) }))
  }

  forget(server: string): void {
    this.#servers.delete(server)
    this.#changed.delete(server)
    this.#alive.delete(server)
  }

  close(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#turn)
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }

  #of(server: string): CallMinutes {
    let minutes = this.#servers.get(server)
    if (!minutes) this.#servers.set(server, (minutes = new CallMinutes()))
    return minutes
  }

  #tellLater(server: string): void {
    this.#changed.add(server)
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#toldAt + tellMs - performance.now())).unref()
  }

  #tell(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#toldAt = performance.now()
    const news = this.list().filter(({ server }) => this.#changed.has(server))
    this.#changed.clear()
    for (const { server, calls } of news) {
      if (calls.some((count) => count > 0)) this.#alive.add(server)
      else this.#alive.delete(server)
    }
    if (news.length > 0) this.#options.tell(news)
    this.#atNextMinute()
  }

  /** Time alone changes what there is to see, until nothing is left of it. */
  #atNextMinute(): void {
    clearTimeout(this.#turn)
    if (this.#alive.size === 0) return
    const now = this.#now()
    this.#turn = setTimeout(
      () => {
        for (const server of this.#alive) this.#changed.add(server)
        this.#tell()
      },
      minuteOf(now) + minuteMs - now + 5,
    ).unref()
  }
}
