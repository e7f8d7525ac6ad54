import type { Call } from '../../shared/records.ts'
import { fits, type CallQuery } from './call-filter.ts'

export interface CallListView {
  /** Newest first; null until the first page is there. */
  calls: readonly Call[] | null
  /** New ones that wait until the person has read on. */
  waiting: number
  /** An older page is being fetched. */
  busy: boolean
  /** There are no older ones. */
  end: boolean
}

type List = (query: CallQuery & { before?: string; limit: number }) => Promise<Call[]>

export const pageSize = 200
/** What is scrolled past is kept; nobody reads further than this. */
export const most = 20_000
/** Bodies are searched by the host: it is asked again so long after news. */
const searchAgainMs = 1500

/** The calls that one query finds: pages from the newest on back, and what comes meanwhile. */
export class CallList {
  readonly #query: CallQuery
  readonly #list: List
  readonly #listeners = new Set<() => void>()
  readonly #waiting = new Map<string, Call>()
  #view: CallListView = { calls: null, waiting: 0, busy: false, end: false }
  #reading = false
  #again: ReturnType<typeof setTimeout> | undefined

  constructor(query: CallQuery, list: List) {
    this.#query = query
    this.#list = list
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly view = (): CallListView => this.#view

  /** The newest page, also again after the host was away. Rejects when it cannot be had. */
  async load(): Promise<void> {
    const page = await this.#list({ ...this.#query, limit: pageSize })
    const known = this.#view.calls
    if (!known) return this.#set({ calls: page, end: page.length < pageSize })
    const joins = page.length < pageSize || page.some(({ id }) => known.some((call) => call.id === id))
    // Something is missing between the two: what was read before is asked for again when it is scrolled to.
    if (!joins) this.#set({ calls: page, end: false })
    else this.#take(page)
  }

  /** Rejects when it cannot be had. */
  async older(): Promise<void> {
    const { calls, busy, end } = this.#view
    const oldest = calls?.at(-1)
    if (!oldest || busy || end) return
    this.#set({ busy: true })
    try {
      const page = await this.#list({ ...this.#query, before: oldest.id, limit: pageSize })
      const all = [...(this.#view.calls ?? []), ...page]
      this.#set({ calls: all, end: page.length < pageSize || all.length >= most })
    } finally {
      this.#set({ busy: false })
    }
  }

  hear(calls: readonly Call[]): void {
    this.#take(calls.filter((call) => this.#knows(call.id) || fits(call, this.#query)))
    if (this.#query.find && calls.some(({ outcome }) => outcome !== 'pending'))
      this.#again ??= setTimeout(() => {
        this.#again = undefined
        void this.load().catch(() => undefined)
      }, searchAgainMs)
  }

  /** While something is read, rows stay where they are. */
  setReading(reading: boolean): void {
    this.#reading = reading
    if (!reading) this.showNewer()
  }

  showNewer(): void {
    if (this.#waiting.size === 0) return
    const calls = [...this.#waiting.values()]
    this.#waiting.clear()
    this.#set({ calls: merged(this.#view.calls ?? [], calls, this.#view.end), waiting: 0 })
  }

  close(): void {
    clearTimeout(this.#again)
  }

  #knows(id: string): boolean {
    return this.#waiting.has(id) || (this.#view.calls?.some((call) => call.id === id) ?? false)
  }

  #take(calls: readonly Call[]): void {
    const { calls: known, end } = this.#view
    if (!known || calls.length === 0) return
    const ids = new Set(known.map(({ id }) => id))
    const fresh = calls.filter(({ id }) => !ids.has(id))
    const changed = calls.filter(({ id }) => ids.has(id))
    const now = changed.length > 0 ? merged(known, changed, end) : known
    if (!this.#reading) return this.#set({ calls: fresh.length > 0 ? merged(now, fresh, end) : now })
    const newest = known[0]?.at ?? 0
    for (const call of fresh) if (call.at >= newest) this.#waiting.set(call.id, newer(this.#waiting.get(call.id), call))
    this.#set({ calls: now, waiting: this.#waiting.size })
  }

  #set(part: Partial<CallListView>): void {
    this.#view = { ...this.#view, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** A call that has ended never becomes pending again, whatever arrives late. */
function newer(known: Call | undefined, call: Call): Call {
  return known && known.outcome !== 'pending' && call.outcome === 'pending' ? known : call
}

/** Puts calls where they belong; those from before the oldest page come with their own page. */
function merged(list: readonly Call[], fresh: readonly Call[], end: boolean): Call[] {
  const byId = new Map(fresh.map((call) => [call.id, call]))
  const calls = list.map((call) => {
    const again = byId.get(call.id)
    byId.delete(call.id)
    return again ? newer(call, again) : call
  })
  const oldest = list.at(-1)?.at ?? -Infinity
  for (const call of byId.values()) {
    if (!end && call.at < oldest) continue
    const index = calls.findIndex(({ at }) => at <= call.at)
    calls.splice(index < 0 ? calls.length : index, 0, call)
  }
  return calls.slice(0, most)
}
