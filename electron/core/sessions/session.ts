import type net from 'node:net'
import type { Instance, Session as SessionView, SessionId } from '../../../shared/domain.ts'
import type { FailedCall } from '../denials/denials.ts'
import type { CallEnd, CallStart } from '../records/records.ts'
import { ClientAsks, notAskable } from './client-asks.ts'
import { ClientWire } from './client-wire.ts'
import { Forwards, toolErrorBody } from './forwards.ts'
import { openFront, type Front } from './front.ts'
import { Guests, type GuestsDeps } from './guests.ts'
import { RpcRefusal, type Ask } from './guest-asks.ts'
import { Journal, type JournalState, type RequestId } from './journal.ts'
import { isLoud } from './log-message.ts'
import { isObject, sort, type Json, type Message, type RpcNotification, type RpcRequest } from './message.ts'
import { claimsModern } from './modern-envelope.ts'
import type { Offers } from './offers.ts'
import { keeps } from './kept-lines.ts'
import type { Preamble } from './preamble.ts'
import { Requests } from './requests.ts'
import { SdkSide } from './sdk-side.ts'
import type { Served } from './served.ts'
import { hashOf, show, type Shown } from './shown.ts'
import { Ticket } from './ticket.ts'
import { Watches } from './watches.ts'

export interface SessionDeps extends Omit<GuestsDeps, 'changed'> {
  offers(serving: string): Offers
  switchedOff(): Served[]
  callStarted(call: CallStart): void
  callEnded(call: CallEnd): void
  /** The most memory that a call's instance held, bytes; comes after its end, if at all. */
  callHeld(call: string, bytes: number): void
  /** The server answered with an error, which may come of something that it was denied. */
  callFailed?(failed: FailedCall): void
  changed(): void
  /** The session is over and its guests are being stopped. */
  over(session: Session): void
}

/** Time for answers that are on their way when a client closes its end. */
const lastAnswersMs = 1_000

const replayMs = 50

const restarted = 'Belljar was restarted while this call ran; it may or may not have taken effect.'

/** One client connection, which may outlive its sockets and even its host. */
export class Session {
  readonly id: SessionId
  readonly serving: string
  readonly connectedAt = Date.now()
  client: { name: string; version: string } | null = null
  era: 'legacy' | 'modern' | null = null
  protocolVersion: string | null = null
  capabilities: Json = {}
  logLevel: string | undefined
  readonly wire: ClientWire
  readonly guests: Guests
  readonly forwards: Forwards
  readonly asks: ClientAsks
  readonly watches: Watches
  readonly deps: SessionDeps
  readonly #journal: Journal
  readonly #front: Front
  readonly #sdk: SdkSide
  readonly #requests: Requests
  #offers: Offers | undefined
  #shown: Shown | undefined
  #earlier: JournalState | undefined
  #over = false
  #quitting = false

  constructor(deps: SessionDeps, preamble: Preamble, journalPath: string, earlier?: JournalState) {
    this.deps = deps
    this.id = preamble.session
    this.serving = preamble.serve
    this.#journal = new Journal(journalPath, earlier ?? { header: preamble })
    this.wire = new ClientWire({
      journal: this.#journal,
      batches: () => this.protocolVersion === '2025-03-26',
      keeps,
      on: {
        message: (message) => this.#message(message),
        pressure: (on) => this.#pressure(on),
        ended: (how) => this.#ended(how),
      },
    })
    this.asks = new ClientAsks(
      (id, method, params) => this.wire.ask(id, method, params),
      (method, params) => this.wire.tell(method, params),
      () => this.capabilities,
    )
    this.watches = new Watches((uri) => this.offers.resource(uri))
    this.guests = new Guests(deps, {
      session: this.id,
      client: () => this.client ?? { name: 'unknown', version: '0' },
      logLevel: () => this.logLevel,
      watched: (server) => this.watches.of(server),
      ask: (ask) => this.#ask(ask),
      notified: (server, method, params) => this.#notified(server, method, params),
    })
    this.forwards = new Forwards({ wire: this.wire, asks: this.asks, version: deps.version })
    this.#sdk = new SdkSide(this.wire, (version) => {
      this.protocolVersion = version
      deps.changed()
    })
    this.#front = openFront({
      transport: this.#sdk,
      version: deps.version,
      serving: this.serving,
      offers: () => this.offers,
      setLogLevel: (level) => this.#setLogLevel(level),
    })
    this.#requests = new Requests(this)
    this.#earlier = earlier
  }

  get received(): number {
    return this.#journal.received
  }

  get offers(): Offers {
    this.#offers ??= this.deps.offers(this.serving)
    if (!this.#shown) {
      this.#shown = show(this.#offers)
      this.#journal.showed(hashOf(this.#shown))
    }
    return this.#offers
  }

  get view(): SessionView {
    const { id, client, era, protocolVersion, serving, connectedAt } = this
    return { id, client, era, protocolVersion, serving, connectedAt }
  }

  instances(): Instance[] {
    return this.guests.instances()
  }

  /** Takes over a socket whose preamble was answered. */
  attach(socket: net.Socket, rest: Buffer): void {
    this.wire.attach(socket, rest, () => {
      const earlier = this.#earlier
      this.#earlier = undefined
      if (earlier) this.#goOn(earlier)
    })
  }

  /** The installed servers or their switches changed. */
  serversChanged(): void {
    const before = this.#shown
    this.#offers = undefined
    this.#shown = undefined
    for (const server of this.deps.switchedOff()) {
      if (this.guests.has(server.id))
        void this.guests.close(server.id, `The server "${server.name}" was switched off in Belljar.`)
    }
    if (!before) return
    const now = show(this.offers)
    if (now.tools !== before.tools) this.#front.changed('notifications/tools/list_changed')
    if (now.prompts !== before.prompts) this.#front.changed('notifications/prompts/list_changed')
    if (now.resources !== before.resources) this.#front.changed('notifications/resources/list_changed')
  }

  /** Answers everything with the reason and lets the client go on with the next host. */
  async quit(reason: string): Promise<void> {
    this.#quitting = true
    await this.guests.closeAll(reason)
    // What no guest had: the SDK answers those within the tick.
    await new Promise((resolve) => setImmediate(resolve))
    for (const id of this.wire.openIds)
      if (!this.watches.isListening(id)) this.wire.answerError(id, { code: -32000, message: reason })
    await this.wire.end(500)
    this.#journal.close()
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    if (this.#over || this.#quitting) return
    this.#over = true
    this.asks.close()
    this.forwards.close()
    this.deps.over(this)
    await this.guests.closeAll('The client is gone.')
    await this.wire.end(100)
    this.#journal.remove()
    await this.#front.close()
  }

  identify(client: unknown, capabilities: Json): void {
    const { name, version } = isObject(client) ? client : {}
    this.capabilities = capabilities
    if (typeof name !== 'string') return
    if (this.client?.name === name && this.client.version === version) return
    this.client = { name: name.slice(0, 200), version: typeof version === 'string' ? version.slice(0, 100) : '0' }
    this.deps.changed()
  }

  /** Sends it on to the SDK. */
  toSdk(message: RpcRequest | RpcNotification): void {
    this.#sdk.deliver(message)
  }

  dropListening(id: RequestId): void {
    const text = JSON.stringify(id)
    this.#journal.forget((line) => {
      const { id: kept, method } = JSON.parse(line) as RpcRequest
      return method === 'subscriptions/listen' && JSON.stringify(kept) === text
    })
    for (const { uri, server } of this.watches.stopListening(id))
      this.guests.link(server, this.capabilities).subscribe(uri, false)
  }

  #goOn(earlier: JournalState): void {
    for (const id of earlier.open.keys()) this.wire.reopen(id)
    const replayed = new Set<RequestId>()
    for (const line of earlier.kept) {
      const message = sort(JSON.parse(line))
      if (message.kind === 'request') {
        replayed.add(message.message.id)
        this.#sdk.mute(message.message.id)
      }
      if (message.kind !== 'bad') this.#message(message)
    }
    for (const [id, { toolCall }] of earlier.open) {
      if (replayed.has(id)) continue
      if (toolCall) this.wire.answer(id, toolErrorBody(restarted, this.era === 'modern'))
      else this.wire.answerError(id, { code: -32000, message: restarted.replace('call', 'request') })
    }
    // Servers may have been switched or updated while no host was there. The SDK takes up the replay first.
    if (earlier.lists === undefined || earlier.lists === hashOf(show(this.offers))) return
    setTimeout(() => {
      for (const what of ['tools', 'prompts', 'resources']) this.#front.changed(`notifications/${what}/list_changed`)
    }, replayMs)
  }

  #message(message: Exclude<Message, { kind: 'bad' }>): void {
    if (message.kind === 'request') this.#requests.take(message.message)
    else if (message.kind === 'response') this.asks.answered(message.message)
    else this.#notification(message.message)
  }

  #notification(message: RpcNotification): void {
    const { method, params = {} } = message
    if (method === 'notifications/cancelled') {
      const id = params['requestId'] as RequestId
      if (this.forwards.cancel(id, params['reason'])) return
      if (this.watches.isListening(id)) this.dropListening(id)
      if (!this.wire.isOpen(id)) return
      this.wire.drop(id)
      this.toSdk(message)
    } else if (method === 'notifications/progress') this.asks.progress(params)
    else if (method === 'notifications/roots/list_changed') for (const link of this.guests.links) link.notify(method)
    // The SDK would take a stray notification for the beginning of an older connection.
    else if (this.era === 'legacy' || claimsModern(params)) this.toSdk(message)
  }

  #notified(server: string, method: string, params: Json): void {
    if (method === 'notifications/resources/updated') this.#front.changed(method, params)
    else if (method === 'notifications/message') {
      if (this.#wantsLog(server, params['level'])) this.wire.tell(method, params)
    } else if (this.era === 'legacy') this.wire.tell(method, params)
  }

  #wantsLog(server: string, level: unknown): boolean {
    if (this.era === 'legacy') return this.logLevel === undefined || isLoud(level, this.logLevel)
    return this.forwards
      .tickets(server)
      .some(({ envelope }) => envelope?.logLevel !== undefined && isLoud(level, envelope.logLevel))
  }

  #setLogLevel(level: string): void {
    this.logLevel = level
    for (const link of this.guests.links) link.setLogLevel(level)
  }

  #ask({ method, params, signal, tag, tell }: Ask): Promise<Json> {
    if (this.era !== 'modern')
      return this.asks.ask(method, params, signal, (progress) => tell('notifications/progress', progress))
    const ticket = tag instanceof Ticket ? tag : undefined
    if (!ticket)
      return Promise.reject(
        new RpcRefusal({ code: -32601, message: 'This client can be asked only in the midst of a call.' }),
      )
    const refusal = notAskable(method, ticket.envelope?.capabilities ?? {})
    if (refusal) return Promise.reject(refusal)
    const answer = ticket.ask(method, params, signal)
    this.forwards.park(ticket)
    return answer
  }

  #pressure(on: boolean): void {
    for (const link of this.guests.links) link.pause(on)
  }

  #ended(how: 'half' | 'gone'): void {
    if (this.#quitting || this.#over) return
    const waiting = this.wire.openIds.some((id) => !this.watches.isListening(id))
    if (how === 'gone' || !waiting) return void this.end()
    const until = performance.now() + lastAnswersMs
    const look = () => {
      const left = this.wire.openIds.some((id) => !this.watches.isListening(id))
      if (left && performance.now() < until) setTimeout(look, 10)
      else void this.end()
    }
    look()
  }
}
