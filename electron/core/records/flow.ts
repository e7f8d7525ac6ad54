import type { Row } from './messages.ts'
import { Outbox } from './outbox.ts'

/** A batch leaves after this time or with this many rows, whichever comes first. */
const batchMs = 20
const batchRows = 500
/** A batch that leaves late, behind a slow one, may be larger. */
const mostRows = 1000

interface Options {
  /** Nothing when stored, else why not. */
  write(rows: Row[]): Promise<string | undefined>
  /** There is room again after records were dropped. */
  onDropped(server: string, count: number): void
  onRefused(why: string): void
  /** It is written again; so many were lost meanwhile. */
  onOver(lost: number): void
}

/** Brings rows to the thread in batches, one after the other; goes on trying while the disk refuses. */
export class Flow {
  readonly #options: Options
  readonly #outbox = new Outbox()
  #timer: NodeJS.Timeout | undefined
  #busy = false
  #failures = 0
  #lost = 0
  #added = 0
  #settled = 0
  #waiters: { at: number; resolve: () => void }[] = []

  constructor(options: Options) {
    this.#options = options
  }

  add(row: Row): boolean {
    const before = this.#outbox.length
    if (!this.#outbox.add(row)) {
      this.#lost++
      return false
    }
    // None when the row went into one that waits already.
    this.#added += this.#outbox.length - before
    if (this.#busy || this.#failures > 0) return true
    if (this.#outbox.length === batchRows) this.#arm(0)
    else if (!this.#timer) this.#arm(batchMs)
    return true
  }

  /** Until what was added so far is stored; at most 1 s, and not at all while the disk refuses. */
  async flushed(): Promise<void> {
    if (this.#failures > 0 || this.#settled >= this.#added) return
    const at = this.#added
    if (!this.#busy) this.#arm(0)
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, 1000)
      this.#waiters.push({ at, resolve: () => (clearTimeout(late), resolve()) })
    })
  }

  /** The last try. */
  async close(): Promise<void> {
    await this.flushed()
    clearTimeout(this.#timer)
    if (this.#failures > 0 && this.#outbox.length > 0) await this.#options.write(this.#outbox.take(Infinity))
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send(), ms)
  }

  async #send(): Promise<void> {
    this.#timer = undefined
    if (this.#busy || this.#outbox.length === 0) return
    this.#busy = true
    const rows = this.#outbox.take(mostRows)
    const why = await this.#options.write(rows)
    this.#busy = false
    if (why === undefined) this.#stored(rows.length)
    else this.#refused(rows, why)
  }

  #stored(count: number): void {
    this.#settled += count
    this.#wake()
    if (this.#failures > 0) {
      this.#failures = 0
      this.#options.onOver(this.#lost)
    }
    this.#lost = 0
    for (const [server, dropped] of this.#outbox.takeDropped()) this.#options.onDropped(server, dropped)
    if (this.#outbox.length > 0) this.#arm(this.#outbox.length >= batchRows ? 0 : batchMs)
  }

  #refused(rows: Row[], why: string): void {
    this.#outbox.putBack(rows)
    if (this.#failures++ === 0) this.#options.onRefused(why)
    this.#wake()
    this.#arm(Math.min(5000, 250 * 2 ** this.#failures))
  }

  #wake(): void {
    this.#waiters = this.#waiters.filter(({ at, resolve }) => {
      if (at > this.#settled && this.#failures === 0) return true
      resolve()
      return false
    })
  }
}
