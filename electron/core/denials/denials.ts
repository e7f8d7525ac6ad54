import type { Denial } from '../../../shared/access.ts'
import type { Grant } from '../../../shared/grants.ts'
import type { Records } from '../records/records.ts'
import { printable } from '../servers/printable.ts'
import { newId } from '../sessions/new-id.ts'
import type { Asked } from './asked.ts'
import { Buckets, type Entry } from './buckets.ts'
import { guess } from './guess.ts'
import { sayAsked, type Said } from './say-asked.ts'

/** Whose call or instance it was, as far as that is known. */
export interface Asker {
  server: string
  session: string | null
  instance?: string
  client: string
  /** Absent when several calls were pending, or none. */
  tool?: string
  call?: string
}

export interface Report extends Asker {
  by: 'guard' | 'proxy'
  asked: Asked
  /** In force when it was tried. */
  grants: readonly Grant[]
}

/** A call that the server answered with an error. */
export interface FailedCall extends Asker {
  call: string
  /** Of the answer. */
  text: string
  args: unknown
  grants: readonly Grant[]
}

interface Options {
  records: Pick<Records, 'denied' | 'openDenials' | 'dismissDenials'>
  /** These need the person no more. */
  dismissed(ids: string[]): void
}

/** Kept for the person until dismissed. */
const mostRecent = 50
/** A record's count is told and stored at most so often. */
const tellMs = 100
/** A report may come behind the answer of the call that caused it: it goes another way. */
const reportMs = 300

/** Accesses that no grant allowed: told, stored, and kept for the person until dismissed. */
export class Denials {
  readonly #options: Options
  readonly #buckets = new Buckets()
  readonly #changed = new Set<Entry>()
  /** Of which server each one is that waits. */
  readonly #guesses = new Map<NodeJS.Timeout, string>()
  #recent: Denial[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Brings back what was not dismissed before. */
  async open(): Promise<void> {
    this.#recent = await this.#options.records.openDenials(mostRecent)
  }

  /** Newest first, those that were not dismissed. */
  recent(): Denial[] {
    return [...this.#recent]
  }

  report(report: Report): void {
    this.#note(report, report.by, sayAsked(report.asked, report.grants, report.by))
  }

  /** Notes what a failed call's text gives away, unless a guard or the proxy knew better. */
  guess(failed: FailedCall): void {
    const asked = guess(failed.text, failed.args, failed.grants)
    if (!asked) return
    const later = setTimeout(() => {
      this.#guesses.delete(later)
      if (!this.#buckets.hasReport(failed)) this.#note(failed, 'guess', sayAsked(asked, failed.grants, 'guess'))
    }, reportMs)
    this.#guesses.set(later, failed.server)
  }

  /** Without an id and a server it is about all. */
  async dismiss(which: { id?: string | undefined; server?: string | undefined }): Promise<void> {
    this.#flush()
    const meant = (denial: Denial) =>
      (which.id === undefined || denial.id === which.id) &&
      (which.server === undefined || denial.server === which.server)
    const shown = this.#recent.filter(meant).map(({ id }) => id)
    this.#buckets.dismiss(meant)
    this.#recent = this.#recent.filter((denial) => !meant(denial))
    const { records, dismissed } = this.#options
    const ids = [...new Set([...shown, ...(await records.dismissDenials(which))])]
    const older = await records.openDenials(mostRecent)
    const known = new Set([...this.#recent.map(({ id }) => id), ...ids])
    this.#recent = [...this.#recent, ...older.filter(({ id }) => !known.has(id))].slice(0, mostRecent)
    if (ids.length > 0) dismissed(ids)
  }

  /** The server is removed. */
  forget(server: string): void {
    for (const [timer, of] of this.#guesses) if (of === server) clearTimeout(timer)
    this.#buckets.dismiss((denial) => denial.server === server)
    this.#recent = this.#recent.filter((denial) => denial.server !== server)
  }

  close(): void {
    for (const timer of this.#guesses.keys()) clearTimeout(timer)
    this.#flush()
  }

  #note(asker: Asker, by: Denial['by'], said: Said): void {
    const { entry, isNew } = this.#buckets.count(asker, by, said, () => ({
      id: newId('d'),
      at: Date.now(),
      server: asker.server,
      session: asker.session,
      ...(asker.instance !== undefined && { instance: asker.instance }),
      client: printable(asker.client, 200),
      ...(asker.tool !== undefined && { tool: printable(asker.tool, 200) }),
      ...(asker.call !== undefined && { call: asker.call }),
      by,
    }))
    if (isNew) return this.#keep(entry)
    this.#changed.add(entry)
    this.#timer ??= setTimeout(() => this.#flush(), tellMs)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const entries = [...this.#changed]
    this.#changed.clear()
    for (const entry of entries) this.#keep(entry)
  }

  #keep({ denial, dismissed }: Entry): void {
    // It goes on in the same call: the person has said what they think of it.
    if (dismissed) return
    const kept = this.#options.records.denied({ ...denial })
    const at = this.#recent.findIndex(({ id }) => id === kept.id)
    if (at === -1) this.#recent = [kept, ...this.#recent].slice(0, mostRecent)
    else this.#recent[at] = kept
  }
}
