import type { OutgoingRequest } from '../../../shared/access.ts'
import type { Ending, Instance, InstanceState } from '../../../shared/domain.ts'
import type { LogLine, TrapRecord } from '../../../shared/records.ts'
import type { Grant } from '../../../shared/grants.ts'
import type { Asker, Report } from '../denials/denials.ts'
import type { Life } from '../runtimes/life.ts'
import type { Origin } from '../records/messages.ts'
import type { Catalog } from '../servers/catalog.ts'
import type { Ask } from './guest-asks.ts'
import type { OpenChild } from './guest-child.ts'
import { GuestLink } from './guest-link.ts'
import type { Pending } from './guest-requests.ts'
import { cutLine, LogRate } from './log-rate.ts'
import { levelOf, textOf } from './log-message.ts'
import { isObject, type Json } from './message.ts'
import { newId } from './new-id.ts'
import { readCatalog } from './read-catalog.ts'
import type { Served } from './served.ts'
import { Ticket } from './ticket.ts'

export interface GuestsDeps {
  version: string
  open(server: Served, session: string | null, ...rest: Parameters<OpenChild>): ReturnType<OpenChild>
  log(line: Omit<LogLine, 'seq'>): void
  output(origin: Origin, bytes: Buffer): Promise<void> | undefined
  outputEnded(origin: Origin): void
  trap(record: TrapRecord): void
  /** A guard or the proxy refused something. */
  denied?(report: Report): void
  requested?(request: OutgoingRequest): void
  keepCatalog(server: string, catalog: Catalog): Promise<unknown>
  /** An instance has another state. */
  changed(): void
}

/** For whom guests run. */
export interface GuestsOwner {
  session: string | null
  client(): { name: string; version: string }
  logLevel(): string | undefined
  /** URIs of this server that the client watches. */
  watched(server: Served): string[]
  ask(ask: Ask): Promise<Json>
  notified(server: string, method: string, params: Json): void
}

/** `terms`: the key of what it was started with. */
export type RunningInstance = Instance & { terms: string }

interface Guest {
  server: Served
  link: GuestLink
  state: InstanceState
  since: number
  rate: LogRate
}

/** The guests of one session: at most one instance of each server, opened when something is first asked of it. */
export class Guests {
  readonly #deps: GuestsDeps
  readonly #owner: GuestsOwner
  readonly #guests = new Map<string, Guest>()
  readonly #closing = new Set<Promise<void>>()

  constructor(deps: GuestsDeps, owner: GuestsOwner) {
    this.#deps = deps
    this.#owner = owner
  }

  get links(): GuestLink[] {
    return [...this.#guests.values()].map(({ link }) => link)
  }

  has(server: string): boolean {
    return this.#guests.has(server)
  }

  /** The link to a server's instance that runs and has nothing to do. */
  free(server: string): GuestLink | undefined {
    const link = this.#guests.get(server)?.link
    return link?.isFree ? link : undefined
  }

  /** `capabilities` are the client's, told to the guest when it starts. */
  link(server: Served, capabilities: Json): GuestLink {
    const known = this.#guests.get(server.id)
    if (known) return known.link
    const logLevel = this.#owner.logLevel()
    const guest: Guest = {
      server,
      state: { kind: 'stopped' },
      since: Date.now(),
      rate: new LogRate(),
      link: new GuestLink({
        server: { ...server, ...(server.catalog && { era: server.catalog.era }) },
        client: this.#owner.client(),
        capabilities,
        version: this.#deps.version,
        ...(logLevel !== undefined && { logLevel }),
        open: (on, inCall) => this.#deps.open(server, this.#owner.session, on, inCall),
        on: {
          state: (state) => {
            guest.state = state
            guest.since = Date.now()
            this.#deps.changed()
          },
          ready: () => this.#revalidate(guest),
          ask: (ask) => this.#owner.ask(ask),
          notified: (method, params) => this.#notified(guest, method, params),
          log: (source, level, text) => this.#log(guest, source, level, text),
          stderr: (bytes) => this.#deps.output(this.#origin(guest), bytes),
          stderrEnded: () => this.#deps.outputEnded(this.#origin(guest)),
          denied: (asked, by, had) =>
            this.#deps.denied?.({ ...this.#asker(guest, had), by, asked, grants: guest.link.terms?.grants ?? [] }),
          requesting: (had) => {
            const { server: id, session, call } = this.#asker(guest, had)
            const known = { id: newId('r'), server: id, session, ...(call !== undefined && { call }) }
            return (facts) => this.#deps.requested?.({ ...known, ...facts })
          },
          ended: (ending, had, life) => this.#ended(guest, ending, had, life),
        },
      }),
    }
    this.#guests.set(server.id, guest)
    for (const uri of this.#owner.watched(server)) guest.link.subscribe(uri, true)
    return guest.link
  }

  instances(): RunningInstance[] {
    return [...this.#guests.values()].flatMap(({ link, server, state, since }) => {
      const { childId: id, pid, terms } = link
      if (id === undefined || !terms) return []
      const { session } = this.#owner
      return [{ id, server: server.id, session, state, since, terms: terms.key, ...(pid !== undefined && { pid }) }]
    })
  }

  /** What a server's child was started with. */
  grants(server: string): readonly Grant[] {
    return this.#guests.get(server)?.link.terms?.grants ?? []
  }

  /** What a server is granted has changed. */
  granted(server: string): void {
    this.#guests.get(server)?.link.granted()
  }

  /** Ends a server's instance; the next request opens another. */
  async close(server: string, why: string): Promise<void> {
    const guest = this.#guests.get(server)
    if (!guest) return
    this.#guests.delete(server)
    const closed = guest.link.close({ code: 'unavailable', message: why })
    this.#closing.add(closed)
    await closed
    this.#closing.delete(closed)
    this.#deps.changed()
  }

  /** Ends a server's instance and starts another at once, where there was one. */
  async restart(server: Served, capabilities: Json, why: string): Promise<void> {
    if (!this.has(server.id)) return
    await this.close(server.id, why)
    // Why it does not start is shown as its state.
    await this.link(server, capabilities)
      .open()
      .catch(() => undefined)
  }

  async closeAll(why: string): Promise<void> {
    await Promise.all([...this.#guests.keys()].map((server) => this.close(server, why)).concat([...this.#closing]))
  }

  #log(guest: Guest, source: LogLine['source'], level: LogLine['level'], text: string): void {
    const dropped = guest.rate.pass()
    if (dropped === undefined) return
    const { childId } = guest.link
    const line = {
      at: Date.now(),
      server: guest.server.id,
      session: this.#owner.session,
      ...(childId !== undefined && { instance: childId }),
    }
    if (dropped > 0)
      this.#deps.log({
        ...line,
        source: 'host',
        level: 'warning',
        text: `${dropped} lines were dropped: too many a second.`,
      })
    this.#deps.log({ ...line, source, level, text: cutLine(text) })
  }

  #origin(guest: Guest): Origin {
    return { server: guest.server.id, session: this.#owner.session, instance: guest.link.childId ?? null }
  }

  #notified(guest: Guest, method: string, params: Json): void {
    if (method === 'notifications/message') this.#log(guest, 'mcp', levelOf(params['level']), textOf(params))
    if (method.endsWith('/list_changed')) this.#read(guest)
    else this.#owner.notified(guest.server.id, method, params)
  }

  /** What was kept at the install may be out of date for a server that changes by itself. Asked behind what the client waits for. */
  #revalidate(guest: Guest): void {
    if (guest.server.catalog && !this.#checked.has(guest)) {
      this.#checked.add(guest)
      this.#read(guest)
    }
  }

  readonly #checked = new WeakSet<Guest>()

  #read(guest: Guest): void {
    readCatalog(guest.link).then(
      (catalog) => this.#deps.keepCatalog(guest.server.id, catalog),
      () => undefined,
    )
  }

  /** For whom a guest does something. Which of several requests it is for nobody can tell. */
  #asker(guest: Guest, had: readonly Pending[]): Asker {
    const { childId: instance } = guest.link
    // What Belljar itself asks in between, for instance for the list of tools, is nobody's.
    const tickets = had.map(({ options }) => options.tag).filter((tag) => tag instanceof Ticket)
    const call = tickets.length === 1 ? tickets[0]?.call : undefined
    return {
      server: guest.server.id,
      session: this.#owner.session,
      ...(instance !== undefined && { instance }),
      client: this.#owner.client().name,
      ...(call && { tool: call.tool, call: call.id }),
    }
  }

  #ended(guest: Guest, ending: Ending, had: readonly Pending[], life?: Life & { calls: number }): string | undefined {
    if (ending.kind !== 'trapped') {
      if (had.length > 0 || ending.kind === 'timed-out') this.#log(guest, 'host', 'warning', sayLog(ending))
      return undefined
    }
    const tags = had.filter(({ settled }) => !settled).map(({ options }) => options.tag)
    const call = tags.find((tag) => tag instanceof Ticket)?.call
    const id = newId('t')
    const { session } = this.#owner
    const at = Date.now()
    this.#deps.trap({
      id,
      at,
      server: guest.server.id,
      session,
      client: this.#owner.client().name,
      ...(call && { tool: call.tool, call: call.id }),
      ...circumstances(guest.link, life),
      ...ending.trap,
    })
    this.#log(guest, 'host', 'error', `Trapped: ${ending.trap.message} (record ${id})`)
    return id
  }
}

/** As far as they are known. */
function circumstances({ childId, terms, peaks }: GuestLink, life?: Life): Partial<TrapRecord> {
  return {
    ...(childId !== undefined && { instance: childId }),
    ...(terms && { limits: terms.limits }),
    ...(peaks.last !== undefined && { memoryBytes: peaks.last }),
    ...life,
    ...(life && { aliveMs: Math.round(life.aliveMs) }),
  }
}

function sayLog(ending: Exclude<Ending, { kind: 'trapped' }>): string {
  switch (ending.kind) {
    case 'exited':
      return `Exited with code ${ending.code} in mid-call.`
    case 'signalled':
      return `Ended by ${ending.signal} in mid-call.`
    case 'timed-out':
      return `Ended: no answer within ${ending.afterMs} ms.`
    case 'not-started':
      return isObject(ending.problem) ? ending.problem.message : 'Not started.'
    default:
      return ending satisfies never
  }
}
