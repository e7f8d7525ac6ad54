import { existsSync } from 'node:fs'
import type net from 'node:net'
import path from 'node:path'
import type { OutgoingRequest } from '../../../shared/access.ts'
import type { Session as SessionView } from '../../../shared/domain.ts'
import type { LogLine, TrapRecord } from '../../../shared/records.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Denials } from '../denials/denials.ts'
import type { CallEnd, CallStart } from '../records/records.ts'
import type { Origin } from '../records/messages.ts'
import type { Catalog } from '../servers/catalog.ts'
import { callTool, type Called, type CallOptions } from './call-tool.ts'
import type { GuestChild, GuestChildEvents } from './guest-child.ts'
import type { GuestLink } from './guest-link.ts'
import { Guests, type RunningInstance } from './guests.ts'
import { readJournal } from './journal.ts'
import { offersOf } from './offers.ts'
import { okLine, refusedLine, type Preamble } from './preamble.ts'
import type { Served } from './served.ts'
import { Session, type SessionDeps } from './session.ts'
import { removeStaleJournals } from './stale-journals.ts'
import { warmUp } from './warm-up.ts'

export interface SessionsDeps {
  book: {
    list(): readonly Served[]
    keepCatalog(id: string, catalog: Catalog): Promise<unknown>
    onChange(listener: (id: string) => void): () => void
  }
  records: {
    callStarted(call: CallStart): void
    callEnded(call: CallEnd): void
    callHeld?(call: string, bytes: number): void
    log(line: Omit<LogLine, 'seq'>): void
    output(origin: Origin, bytes: Buffer): Promise<void> | undefined
    outputEnded(origin: Origin): void
    trap(record: TrapRecord): void
    requested?(request: OutgoingRequest): void
  }
  denials?: Pick<Denials, 'report' | 'guess'>
  places: { journals: string }
  /** Waits until wasmtime and the code are ready; rejects with a ProblemError when they cannot be. */
  openInstance(server: string, session: string | null, on: GuestChildEvents, inCall: () => boolean): Promise<GuestChild>
  version: string
}

/** Lets the window come first. */
const warmUpMs = 400

/** All client connections of this host. */
export class Sessions {
  readonly #deps: SessionsDeps
  readonly #sessions = new Map<string, Session>()
  readonly #own = new Set<Guests>()
  /** Calls that have begun and not ended. */
  readonly #calls = new Set<string>()
  readonly #listeners = new Set<() => void>()
  readonly #sessionDeps: SessionDeps
  readonly #unlisten: () => void
  readonly #warming: NodeJS.Timeout
  #quitting = false

  constructor(deps: SessionsDeps) {
    this.#deps = deps
    const { book, records, version } = deps
    this.#sessionDeps = {
      version,
      open: (server, session, on, inCall) => deps.openInstance(server.id, session, on, inCall),
      log: (line) => records.log(line),
      output: (origin, bytes) => records.output(origin, bytes),
      outputEnded: (origin) => records.outputEnded(origin),
      trap: (record) => records.trap(record),
      denied: (report) => deps.denials?.report(report),
      callFailed: (failed) => deps.denials?.guess(failed),
      requested: (request) => records.requested?.(request),
      keepCatalog: (id, catalog) => book.keepCatalog(id, catalog),
      changed: () => this.#changed(),
      offers: (serving) => offersOf(book.list(), serving),
      switchedOff: () => book.list().filter(({ enabled }) => !enabled),
      callStarted: (call) => {
        this.#calls.add(call.id)
        records.callStarted(call)
      },
      callEnded: (call) => {
        this.#calls.delete(call.id)
        records.callEnded(call)
      },
      callHeld: (call, bytes) => records.callHeld?.(call, bytes),
      over: (session) => {
        this.#sessions.delete(session.id)
        this.#changed()
      },
    }
    this.#unlisten = book.onChange((id) => this.#bookChanged(id))
    void removeStaleJournals(deps.places.journals, (id) => this.#sessions.has(id))
    // A client that is there already warms it up itself.
    this.#warming = setTimeout(() => {
      if (this.#sessions.size === 0) void warmUp()
    }, warmUpMs)
    this.#warming.unref()
  }

  /** Takes a bridge in: a new session, one whose bridge came back, or one of an earlier host. */
  accept(socket: net.Socket, preamble: Preamble, rest: Buffer): void {
    if (this.#quitting) return refuse(socket, 'Belljar is quitting.')
    const { session: id, serve } = preamble
    const known = this.#sessions.get(id)
    if (known) {
      socket.write(okLine(known.received))
      return known.attach(socket, rest)
    }
    if (serve !== 'all' && !this.#deps.book.list().some((server) => server.id === serve))
      return refuse(socket, `There is no server "${serve}" in Belljar.`)
    const journal = path.join(this.#deps.places.journals, `${id}.journal`)
    const earlier = preamble.resume && existsSync(journal) ? readJournal(journal) : undefined
    const session = new Session(this.#sessionDeps, preamble, journal, earlier)
    this.#sessions.set(id, session)
    socket.write(okLine(session.received))
    session.attach(socket, rest)
    this.#changed()
  }

  list(): SessionView[] {
    return [...this.#sessions.values()].map(({ view }) => view)
  }

  get callsRunning(): number {
    return this.#calls.size
  }

  instances(): RunningInstance[] {
    return this.#all().flatMap((guests) => guests.instances())
  }

  /** A client's instance of the server that runs and has nothing to do now. */
  freeGuest(server: string): GuestLink | undefined {
    for (const { guests } of this.#sessions.values()) {
      const link = guests.free(server)
      if (link) return link
    }
    return undefined
  }

  /** Told of new and ended sessions, and of instances that changed their state. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Calls a tool in an instance of its own, recorded like any call. */
  async callTool(
    serverId: string,
    tool: string,
    args: Record<string, unknown>,
    options?: CallOptions,
  ): Promise<Called> {
    const server = this.#deps.book.list().find(({ id }) => id === serverId)
    if (!server) throw new ProblemError({ code: 'not-found', message: `There is no server "${serverId}".` })
    if (!server.tools.some(({ name }) => name === tool))
      throw new ProblemError({ code: 'not-found', message: `The server "${server.name}" has no tool "${tool}".` })
    return callTool(this.#sessionDeps, this.#own, server, tool, args, options)
  }

  /** Ends all instances of a server; the next calls open others. */
  async stopServer(id: string): Promise<void> {
    const why = 'The server was stopped in Belljar.'
    await Promise.all(this.#all().map((guests) => guests.close(id, why)))
  }

  /** Ends all instances of a server and starts others in their places. */
  async restartServer(id: string): Promise<void> {
    const server = this.#deps.book.list().find((one) => one.id === id)
    if (!server) throw new ProblemError({ code: 'not-found', message: `There is no server "${id}".` })
    const why = 'The server was restarted in Belljar.'
    const sessions = [...this.#sessions.values()]
    await Promise.all(sessions.map(({ guests, capabilities }) => guests.restart(server, capabilities, why)))
  }

  /** Answers what is in flight with the reason and lets all clients go on with the next host. */
  async quit(reason: string): Promise<void> {
    this.#quitting = true
    this.#unlisten()
    clearTimeout(this.#warming)
    const sessions = [...this.#sessions.values()].map((session) => session.quit(reason))
    await Promise.all([...sessions, ...[...this.#own].map((guests) => guests.closeAll(reason))])
  }

  #all(): Guests[] {
    return [...[...this.#sessions.values()].map(({ guests }) => guests), ...this.#own]
  }

  #bookChanged(id: string): void {
    if (!this.#deps.book.list().some((server) => server.id === id)) void this.stopServer(id)
    else for (const guests of this.#all()) guests.granted(id)
    for (const session of this.#sessions.values()) session.serversChanged()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}

function refuse(socket: net.Socket, why: string): void {
  socket.resume()
  socket.end(refusedLine(why))
}
