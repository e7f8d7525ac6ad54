import type { LogNews } from '../../shared/records.ts'
import { linesAt } from './lines-at.ts'
import type { LogQuery } from './log-query.ts'
import { newsFor } from './news-for.ts'
import { bounds, withNewer, withOlder, type Stretch } from './stretch.ts'
import { nothingYet, type Busy, type Place, type TailParts, type TailView } from './tail-view.ts'

const page = 500
const most = 1000 // lines in one answer
/** Between two asks that news brought about, ms. */
const pause = 250

/**
 * The lines of one query as a person reads them: one stretch without gaps, never the whole. While it follows, the stretch ends with the
 * newest line; what a flood leaves out is not held but asked for, page by page, by whoever scrolls there. While it is paused nothing
 * moves, and what is newer is counted.
 */
export class LogTail {
  /** The line at the top of what is seen: another query begins there. */
  reading: number | null = null
  #query: LogQuery = {}
  readonly #parts: TailParts
  readonly #listeners = new Set<() => void>()
  #view: TailView = nothingYet
  #drawn = true
  #place: Place = 'newest'

  #stretch: Stretch = { lines: [], older: false }
  /** All that the query finds from the first held line up to this seq is held. */
  #end = 0
  /** Nothing was beyond `#end` when the host was last asked. */
  #reached = false
  /** The seq of the newest line that was heard of. */
  #heard = 0

  #following = true
  /** What is newer than this seq is counted. */
  #mark = 0
  #newer = nothingYet.newer
  /** The last line that the host counted: it may know of lines before there are news of them. */
  #counted = 0
  #counting = false
  #uncounted = false

  #busy: Busy | null = null
  /** Lines came that could not be taken as they were told. */
  #missed = false
  /** Asks of an earlier round are void. */
  #round = 0
  #askedAt = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined
  #open = false

  constructor(parts: TailParts) {
    this.#parts = parts
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly view = (): TailView => this.#view

  /** What was shown before stays until the first lines are there. */
  show(query: LogQuery, place: Place | 'here'): void {
    this.#open = true
    this.#query = query
    this.#uncounted = true
    if (place !== 'here') this.go(place)
    else this.go(this.#following || this.reading === null ? 'newest' : { line: this.reading })
  }

  /** Ends it until it is shown again. */
  close(): void {
    this.#open = false
    this.#round++
    this.#busy = null
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  go(place: Place): void {
    if (this.#following) this.#mark = this.#end
    this.#place = place
    this.#following = place === 'newest'
    if (this.#following) this.#newer = nothingYet.newer
    this.#missed = false
    this.#round++
    void this.#doing('opening', (valid) => this.#goTo(place, valid))
  }

  /** What was seen stays until there is something newer to see. */
  reconnected(): void {
    this.#heard = 0
    if (this.#following || this.#stretch.lines.length === 0) return this.go(this.#place)
    this.#reached = false
    this.#uncounted = true
    this.#soon()
  }

  hear(news: LogNews): void {
    const before = this.#heard
    this.#heard = Math.max(before, news.last)
    if (!this.#open) return
    const { kind, lines, count } = newsFor(news, this.#query)
    if (this.#following) {
      if (kind === 'newest') {
        this.#round++
        this.#busy = null
        this.#missed = false
        this.#hold({ lines, older: true }, news.last)
      } else if (kind === 'none') {
        if (!this.#busy && !this.#missed) this.#end = Math.max(this.#end, news.last)
      } else if (this.#busy || this.#missed || kind === 'some') {
        this.#missed = true
        this.#soon()
      } else this.#hold(withNewer(this.#stretch, lines, bounds), Math.max(this.#end, news.last))
    } else if (news.last > this.#mark && kind !== 'none') {
      const known = Math.max(this.#mark, this.#counted)
      const came = kind === 'all' ? lines.filter(({ seq }) => seq > known).length : before < known ? null : count
      if (came === null || this.#counting || this.#uncounted) {
        this.#uncounted = true
        this.#soon()
      } else this.#newer = { ...this.#newer, count: this.#newer.count + came }
      this.#changed()
    }
  }

  pause(): void {
    if (!this.#following) return
    this.#following = false
    this.#mark = this.#end
    this.#newer = nothingYet.newer
    if (this.#busy === 'catching') {
      this.#round++
      this.#busy = null
      this.#missed = true
    }
    this.#reached = !this.#missed
    this.#uncounted = this.#missed
    this.#missed = false
    if (this.#uncounted) this.#soon()
    this.#changed()
  }

  follow(): void {
    if (this.#following) return
    this.#following = true
    this.#place = 'newest'
    this.#newer = nothingYet.newer
    this.#uncounted = false
    if (!this.#reached || this.#heard > this.#end || this.#busy) {
      this.#round++
      this.#busy = null
      this.#catchUp()
    }
    this.#changed()
  }

  /** Whether the last line that is held is the newest there is. */
  atEnd(): boolean {
    return this.#reached && this.#newer.count === 0 && !this.#uncounted
  }

  /** For whoever comes near the first line. */
  older(): void {
    const first = this.#stretch.lines[0]
    if (!first || !this.#stretch.older || this.#busy || this.#following) return
    void this.#doing('older', async (valid) => {
      const lines = await this.#parts.list({ ...this.#query, before: first.seq, limit: page })
      if (!valid()) return
      const { cut, ...stretch } = withOlder(this.#stretch, lines, lines.length === page, bounds)
      this.#stretch = stretch
      if (cut) {
        this.#end = stretch.lines.at(-1)?.seq ?? this.#end
        this.#reached = false
      }
    })
  }

  /** For whoever comes near the last line. */
  more(): void {
    if (this.#busy || this.#following || (this.#reached && this.#heard <= this.#end)) return
    void this.#doing('newer', async (valid) => {
      const upTo = this.#heard
      const lines = await this.#parts.list({ ...this.#query, after: this.#end, limit: page })
      if (!valid()) return
      this.#stretch = withNewer(this.#stretch, lines, bounds)
      this.#ended(lines.length < page, upTo)
    })
  }

  /** Where a server was removed, its lines went with it. */
  forget(server: string): void {
    const lines = this.#stretch.lines.filter((line) => line.server !== server)
    if (lines.length === this.#stretch.lines.length) return
    this.#stretch = { ...this.#stretch, lines }
    this.#changed()
  }

  #hold(stretch: Stretch, end: number): void {
    this.#stretch = stretch
    this.#end = end
    this.#reached = true
    this.#changed()
  }

  async #goTo(place: Place, valid: () => boolean): Promise<void> {
    const upTo = this.#heard
    const { stretch, reached, focus } = await linesAt(place, this.#query, this.#parts.list)
    if (!valid()) return
    this.#stretch = stretch
    if (focus) this.#view = { ...this.#view, focus }
    this.#ended(reached, upTo)
  }

  /** Lines were put at the end, as it was when everything up to a seq was known of. */
  #ended(reached: boolean, upTo: number): void {
    const last = this.#stretch.lines.at(-1)?.seq ?? 0
    this.#reached = reached
    this.#end = reached ? Math.max(upTo, last) : last
    if (this.#following || this.#end <= this.#mark) return
    this.#mark = this.#end
    this.#uncounted = true
  }

  #catchUp(): void {
    void this.#doing('catching', async (valid) => {
      this.#missed = false
      const upTo = this.#heard
      const lines = await this.#parts.list({ ...this.#query, after: this.#end, limit: most })
      if (!valid()) return
      // Too far behind: on with the newest, what lies between can be scrolled to.
      if (lines.length === most) return this.#goTo('newest', valid)
      this.#hold(withNewer(this.#stretch, lines, bounds), Math.max(upTo, lines.at(-1)?.seq ?? this.#end))
    })
  }

  /** One at a time. What was asked in an earlier round is thrown away when it comes. */
  async #doing(busy: Busy, work: (valid: () => boolean) => Promise<void>): Promise<void> {
    const round = this.#round
    const valid = () => round === this.#round
    this.#busy = busy
    this.#askedAt = performance.now()
    this.#changed()
    try {
      await work(valid)
      if (!valid()) return
      this.#view = { ...this.#view, problem: null, ...(busy === 'opening' && { opening: false }) }
    } catch (error) {
      if (!valid()) return
      const problem = this.#parts.problemOf(error)
      if (problem.code !== 'disconnected') this.#view = { ...this.#view, problem, opening: false }
    }
    this.#busy = null
    if (this.#missed || this.#uncounted) this.#soon()
    this.#changed()
  }

  async #count(): Promise<void> {
    const mark = this.#mark
    this.#counting = true
    this.#uncounted = false
    this.#askedAt = performance.now()
    try {
      const { lines, exact, last } = await this.#parts.count({ ...this.#query, after: mark })
      this.#newer = { count: lines, exact }
      this.#counted = last ?? 0
      if (mark !== this.#mark) this.#uncounted = true
    } catch {
      this.#newer = { ...this.#newer, exact: false }
    }
    this.#counting = false
    if (this.#uncounted) this.#soon()
    this.#changed()
  }

  #soon(): void {
    if (this.#timer !== undefined || !this.#open) return
    const wait = Math.max(0, this.#askedAt + pause - performance.now())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      if (this.#following) {
        if (this.#missed && !this.#busy) this.#catchUp()
      } else if (this.#uncounted && !this.#counting) void this.#count()
    }, wait)
  }

  #changed(): void {
    if (!this.#drawn) return
    this.#drawn = false
    this.#parts.frame(() => {
      this.#drawn = true
      const { lines, older } = this.#stretch
      this.#view = { ...this.#view, lines, older, following: this.#following, newer: this.#newer }
      for (const listener of this.#listeners) listener()
    })
  }
}
