import type { Run } from './line-rows.ts'
import { sizeOf } from './line-rows.ts'
import { whyOf } from './sqlite-error.ts'

/** What may wait for a disk that refuses, bytes. */
const mostWaiting = 32_000_000
/** Of one transaction. */
const mostAtOnce = 4_000_000

interface Options {
  /** Throws when the disk refuses. */
  write(runs: readonly Run[]): void
  /** Lines are stored, or cannot be for now. */
  told(runs: readonly Run[]): void
  trouble(why: string | undefined, lost: number): void
  /** There is room again after lines of a server were dropped. */
  dropped(server: string, lines: number): void
}

/** Writes lines as they come; while the disk refuses it holds what there is room for and goes on trying. */
export class LineDesk {
  readonly #options: Options
  #waiting: Run[] = []
  #size = 0
  #failures = 0
  #dropped = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
  }

  add(runs: readonly Run[]): void {
    for (const run of runs) {
      const size = sizeOf(run)
      if (this.#failures > 0 && this.#size + size > mostWaiting)
        this.#dropped.set(run.server, (this.#dropped.get(run.server) ?? 0) + run.texts.length)
      else {
        this.#waiting.push(run)
        this.#size += size
      }
    }
    if (this.#failures === 0) this.#write()
    else this.#options.told(this.#waiting)
  }

  /** The last try. */
  close(): void {
    clearTimeout(this.#timer)
    if (this.#waiting.length > 0) this.#write()
    clearTimeout(this.#timer)
  }

  #write(): void {
    while (this.#waiting.length > 0) {
      let size = 0
      let count = 0
      for (const run of this.#waiting) {
        if (count > 0 && size > mostAtOnce) break
        size += sizeOf(run)
        count++
      }
      const batch = this.#waiting.slice(0, count)
      try {
        this.#options.write(batch)
      } catch (error) {
        return this.#refused(whyOf(error))
      }
      this.#waiting.splice(0, count)
      this.#size -= size
      this.#options.told(batch)
      if (this.#failures > 0) this.#recovered()
    }
  }

  #refused(why: string): void {
    this.#options.told(this.#waiting)
    if (this.#failures++ === 0) this.#options.trouble(why, 0)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#write(), Math.min(5000, 250 * 2 ** this.#failures))
  }

  #recovered(): void {
    this.#failures = 0
    const dropped = [...this.#dropped]
    this.#dropped.clear()
    this.#options.trouble(
      undefined,
      dropped.reduce((sum, [, lines]) => sum + lines, 0),
    )
    for (const [server, lines] of dropped) this.#options.dropped(server, lines)
  }
}
