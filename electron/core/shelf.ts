import type { Server } from '../../shared/domain.ts'
import type { Audience } from './audience.ts'
import type { Records } from './records/records.ts'
import { serverView, type Tally } from './server-view.ts'
import type { ServerBook } from './servers/book.ts'
import type { Sessions } from './sessions/sessions.ts'

interface Deps {
  book: ServerBook
  records: Records
  sessions: Sessions
  audience: Audience
}

/** At most ten times a second. */
const tellMs = 100

/** The installed servers as people see them: what is installed, joined with what runs and what was called. */
export class Shelf {
  readonly #deps: Deps
  readonly #tallies = new Map<string, Tally>()
  /** What the audience was last told of each server, as JSON. */
  readonly #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #toldAt = 0

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Reads what was counted before, and listens from then on. */
  async open(): Promise<void> {
    const { book, records, sessions, audience } = this.#deps
    for (const [server, stats] of await records.stats()) this.#tallies.set(server, stats)
    for (const view of this.views()) this.#told.set(view.id, JSON.stringify(view))
    book.onChange(() => this.#changed())
    sessions.onChange(() => {
      audience.tell('sessions.changed', sessions.list())
      this.#changed()
    })
    records.onCalls((calls) => {
      for (const call of calls) {
        const tally = this.#tally(call.server)
        tally.lastCallAt = Math.max(call.at, tally.lastCallAt ?? 0)
        if (call.outcome !== 'pending') tally.calls++
      }
      this.#changed()
    })
    records.onTraps((traps) => {
      for (const trap of traps) this.#tally(trap.server).traps++
      this.#changed()
    })
  }

  views(): Server[] {
    const { book, sessions } = this.#deps
    const instances = sessions.instances()
    const list = sessions.list()
    return book.list().map((server) => serverView(server, instances, list, this.#tallies.get(server.id)))
  }

  /** As `views`, after a look whether their files are still there. */
  async lookAgain(): Promise<Server[]> {
    await this.#deps.book.lookForBytes().catch(() => undefined)
    return this.views()
  }

  view(id: string): Server | undefined {
    return this.views().find((server) => server.id === id)
  }

  /** A removed server's counts go with it. */
  forget(id: string): void {
    this.#tallies.delete(id)
  }

  #tally(server: string): Tally {
    let tally = this.#tallies.get(server)
    if (!tally) this.#tallies.set(server, (tally = { calls: 0, traps: 0 }))
    return tally
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#toldAt + tellMs - performance.now()))
  }

  #tell(): void {
    this.#timer = undefined
    this.#toldAt = performance.now()
    const { audience } = this.#deps
    const views = this.views()
    for (const view of views) {
      const text = JSON.stringify(view)
      if (this.#told.get(view.id) === text) continue
      this.#told.set(view.id, text)
      audience.tell('server.changed', view)
    }
    for (const id of this.#told.keys()) {
      if (views.some((view) => view.id === id)) continue
      this.#told.delete(id)
      audience.tell('server.removed', { id })
    }
  }
}
