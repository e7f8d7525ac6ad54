import type { Checked as Input } from '../../../shared/contract.ts'
import type { RuntimeState } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Health, HealthHistory } from '../../../shared/watching.ts'
import type { Check, ChecksSince, HealthAsk, HealthSlots } from '../records/checks.ts'
import { termsKey } from '../runtimes/terms.ts'
import type { InstalledServer, ServerBook } from '../servers/book.ts'
import type { Alerts } from './alerts.ts'
import { checkServer, failedBy, type CheckDeps, type Checked } from './check-server.ts'
import { historyOf, spanOf } from './history.ts'
import { SleepWatch } from './sleep-watch.ts'
import { Track, tracksOf } from './track.ts'
import { Turns } from './turns.ts'
import { whyNotYet, whyPaused, whyUnfit } from './why-paused.ts'

export interface CheckerDeps extends CheckDeps {
  book: Pick<ServerBook, 'list' | 'get' | 'onChange' | 'keepCatalog'>
  records: {
    checked(check: Check): void
    checks(since: number): Promise<ChecksSince>
    health(ask: HealthAsk): Promise<HealthSlots>
  }
  alerts: Pick<Alerts, 'raise' | 'clear'>
  makeReady(server: InstalledServer): Promise<void>
  /** A client's instance of the server runs or starts. */
  runs(server: string): boolean
  wasmtime(): RuntimeState
  /** Checks by themselves are wanted. */
  probe(): boolean
  tell(changed: Health[]): void
  everyMs: number
}

const dayMs = 86_400_000
/** Code that is there takes less; what has to be compiled is not waited for in a turn. */
const readyMs = 300
/** A server whose list of tools is another at each start must not have it taken over each minute. */
const keepAgainMs = 3_600_000

/** Asks every server that is switched on, once in a while, whether it works, and knows what came of it. */
export class Checker {
  readonly #deps: CheckerDeps
  readonly #turns: Turns
  readonly #tracks = new Map<string, Track>()
  /** `done`: whether something came of it. */
  readonly #underway = new Map<string, { done: Promise<boolean>; off: AbortController }>()
  readonly #compiling = new Set<string>()
  /** What each server was checked with last, to see that something of it changed. */
  readonly #terms = new Map<string, string>()
  readonly #keptAt = new Map<string, number>()
  readonly #told = new Map<string, string>()
  readonly #unlisten: () => void
  #closed = false

  constructor(deps: CheckerDeps) {
    this.#deps = deps
    this.#turns = new Turns({
      everyMs: deps.everyMs,
      ids: () => this.#due(),
      check: (id) => this.#check(id, false),
    })
    for (const server of deps.book.list()) this.#terms.set(server.id, keyOf(server))
    this.#unlisten = deps.book.onChange((id) => this.#bookChanged(id))
  }

  /** Reads what earlier hosts found. */
  async open(): Promise<void> {
    const { checks, failingSince } = await this.#deps.records.checks(Date.now() - dayMs)
    for (const [server, track] of tracksOf(checks, failingSince)) this.#tracks.set(server, track)
    this.#tell(true)
  }

  start(): void {
    this.#turns.start()
  }

  /** Of all that are installed, in their order. */
  list(): Health[] {
    const now = Date.now()
    return this.#deps.book.list().map((server) => this.#view(server, now))
  }

  /** Checks it now, whether or not it is its turn. Rejects with a ProblemError that says why it cannot be checked. */
  async check(id: string): Promise<Health> {
    const server = this.#must(id)
    const why = whyUnfit(server) ?? whyNotYet(this.#deps.wasmtime(), false)
    if (why !== undefined)
      throw new ProblemError({
        code: 'conflict',
        message: `The server "${server.name}" cannot be checked now. ${why}`,
        hint: 'Change that, and check it again.',
      })
    // One that went on already may have given up on code that is being compiled.
    const joined = this.#underway.has(id)
    const done = (await this.#check(id, true)) || (joined && this.#fit(id) && (await this.#check(id, true)))
    if (!done)
      throw new ProblemError({
        code: 'conflict',
        message: `The check of "${server.name}" was called off.`,
        hint: 'The server was changed meanwhile, or the computer slept. Check it again.',
      })
    return this.#view(this.#must(id), Date.now())
  }

  async history(query: Input<'health.history'>): Promise<HealthHistory> {
    const { hours, slots } = query
    const ask = spanOf({ server: this.#must(query.id).id, hours, slots }, Date.now())
    return historyOf(ask, await this.#deps.records.health(ask))
  }

  /** Something that decides about pauses has changed. */
  lookAgain(): void {
    this.#tell()
  }

  /** Leaves no child. */
  async close(): Promise<void> {
    this.#closed = true
    this.#unlisten()
    this.#turns.stop()
    for (const { off } of this.#underway.values()) off.abort()
    await Promise.all([...this.#underway.values()].map(({ done }) => done))
  }

  #fit(id: string): boolean {
    const server = this.#deps.book.get(id)
    return server !== undefined && whyUnfit(server) === undefined
  }

  #due(): string[] {
    return this.#deps.book.list().flatMap((server) => (this.#paused(server) === undefined ? [server.id] : []))
  }

  #paused(server: InstalledServer): string | undefined {
    const { probe, wasmtime } = this.#deps
    return whyPaused(server, {
      probe: probe(),
      wasmtime: wasmtime(),
      compiling: this.#compiling.has(server.id),
    })
  }

  /** Never rejects. Who asks for one that goes on already gets that one. */
  #check(id: string, asked: boolean): Promise<boolean> {
    const known = this.#underway.get(id)
    if (known) return known.done
    if (this.#closed) return Promise.resolve(false)
    const off = new AbortController()
    const done = this.#run(id, off.signal, asked).finally(() => {
      this.#underway.delete(id)
      this.#tell()
    })
    this.#underway.set(id, { done, off })
    this.#turns.had(id)
    return done
  }

  async #run(id: string, signal: AbortSignal, asked: boolean): Promise<boolean> {
    const server = this.#deps.book.get(id)
    if (!server || !(await this.#isReady(server, asked)) || signal.aborted) return false
    const sleep = new SleepWatch()
    const checked = await checkServer(this.#deps, server, signal)
    // What a computer that slept in between says of times is about its sleep.
    const slept = sleep.end()
    if (!checked || signal.aborted || slept || !this.#deps.book.get(id)) return false
    this.#note(server, checked)
    if (checked.changed) await this.#keep(id, checked.changed)
    return true
  }

  /** Code that cannot be made is a failure of the check, told in the same words whenever it turns out. */
  async #isReady(server: InstalledServer, asked: boolean): Promise<boolean> {
    const startedAt = performance.now()
    const ready: Promise<{ error?: unknown }> = this.#deps.makeReady(server).then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
    if (asked) return ready.then(() => true)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), readyMs)))
    const inTime = await Promise.race([ready.then(() => true), late])
    clearTimeout(timer)
    if (inTime) return true
    this.#compiling.add(server.id)
    void ready.then((made) => {
      this.#compiling.delete(server.id)
      if (!('error' in made)) this.#turns.soon(server.id)
      else if (this.#isStill(server)) this.#note(server, failedBy(made.error, performance.now() - startedAt))
      this.#tell()
    })
    return false
  }

  /** It is checked, and nothing that bears on its code has changed. */
  #isStill(server: InstalledServer): boolean {
    const now = this.#deps.book.get(server.id)
    return !this.#closed && now !== undefined && keyOf(now) === keyOf(server) && this.#paused(now) === undefined
  }

  #note(server: InstalledServer, { tookMs, text: told }: Checked): void {
    const { id, name } = server
    const passed = told === undefined
    // The guest may have written it.
    const text = told && this.#deps.redact(told)
    const check: Check = { at: Date.now(), server: id, passed, tookMs, ...(!passed && { text }) }
    this.#deps.records.checked(check)
    let track = this.#tracks.get(id)
    if (!track) this.#tracks.set(id, (track = new Track(id, check.at)))
    const news = track.add(check)
    if (news === 'failing')
      this.#deps.alerts.raise({
        ...{ server: id, kind: 'failing', message: `${name} failed ${track.failures} checks in a row: ${text}` },
        hint: 'Look at its log, then check it again.',
      })
    else if (news === 'recovered') {
      this.#deps.alerts.raise({ server: id, kind: 'recovered', message: `${name} passes its checks again.` })
    }
  }

  /** As after a start: new and changed tools are held back until a person looked at them. */
  async #keep(id: string, catalog: Parameters<ServerBook['keepCatalog']>[1]): Promise<void> {
    const now = performance.now()
    const again = (this.#keptAt.get(id) ?? -Infinity) + keepAgainMs > now
    if (again || this.#deps.runs(id)) return
    this.#keptAt.set(id, now)
    // What cannot be saved is found again by the next check.
    await this.#deps.book.keepCatalog(id, catalog).catch(() => this.#keptAt.delete(id))
  }

  #bookChanged(id: string): void {
    const server = this.#deps.book.get(id)
    if (!server || !server.enabled) {
      this.#underway.get(id)?.off.abort()
      this.#deps.alerts.clear(id)
    }
    if (!server) for (const map of [this.#tracks, this.#terms, this.#keptAt, this.#told]) map.delete(id)
    else {
      const key = keyOf(server)
      const changed = this.#terms.get(id) !== key
      this.#terms.set(id, key)
      if (changed && this.#paused(server) === undefined) this.#turns.soon(id)
    }
    this.#tell()
  }

  #view(server: InstalledServer, now: number): Health {
    const track = this.#tracks.get(server.id) ?? new Track(server.id, server.installedAt)
    return track.view(now, this.#paused(server))
  }

  /** What changed since it was last told. `quietly`: whoever comes next gets it with the snapshot. */
  #tell(quietly = false): void {
    if (this.#closed) return
    const changed = this.list().filter((health) => {
      const text = JSON.stringify(health)
      const same = this.#told.get(health.server) === text
      this.#told.set(health.server, text)
      return !same
    })
    if (changed.length > 0 && !quietly) this.#deps.tell(changed)
  }

  #must(id: string): InstalledServer {
    const server = this.#deps.book.get(id)
    if (!server) throw new ProblemError({ code: 'not-found', message: `There is no server "${id}".` })
    return server
  }
}

/** What bears on whether it works. */
function keyOf(server: InstalledServer): string {
  return `${server.enabled} ${server.hash} ${termsKey(server)}`
}
