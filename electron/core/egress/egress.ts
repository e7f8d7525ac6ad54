import { randomBytes } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from '../denials/asked.ts'
import { answerKeyValue } from '../keyvalue/answer-key-value.ts'
import type { KeyValueStores } from '../keyvalue/key-value-stores.ts'
import { Allowance } from './allowance.ts'
import { carry } from './carry.ts'
import type { Agents } from './forward.ts'
import type { RequestFacts } from './request-facts.ts'
import { resolveBySystem, type Resolve } from './resolve.ts'
import { openEnvelope } from './target.ts'

/** One instance of a server. */
export interface EgressGuest {
  server: string
  /** What is in force when it starts; later changes are for the next instance. */
  grants: readonly Grant[]
  report(asked: Asked, by: 'proxy'): void
  /** Called when a request begins; what it gives is called once, when the request has ended. */
  requesting(): (facts: RequestFacts) => void
}

interface Admitted extends EgressGuest {
  allowance: Allowance
  agents: Agents
  open: Set<ServerResponse>
}

interface Options {
  keyvalue: KeyValueStores
  resolve?: Resolve
  /** Trusted instead of Node's own list, in PEM. */
  ca?: string
}

/** Requests of one instance at a time. */
const atOnce = 64

/**
 * The only way from a guest to the network and to its key-value store: a server on loopback that wants the instance's token with everything.
 * It goes by no proxy of the system, follows no redirect, and lets no connection live longer than its request.
 */
export class Egress {
  readonly address: string
  readonly #server: http.Server
  readonly #options: Options
  readonly #guests = new Map<string, Admitted>()

  static async open(options: Options): Promise<Egress> {
    const server = http.createServer({ headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 5000 })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return new Egress(server, options)
  }

  private constructor(server: http.Server, options: Options) {
    this.#server = server
    this.#options = options
    this.address = `127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => this.#answer(request, response))
  }

  /** Lets one instance in, until it leaves. */
  admit(guest: EgressGuest): { token: string; leave(): void } {
    const token = randomBytes(32).toString('base64url')
    const { ca } = this.#options
    const agents = { http: new http.Agent(), https: new https.Agent(ca === undefined ? {} : { ca }) }
    const admitted: Admitted = { ...guest, allowance: new Allowance(guest.grants), agents, open: new Set() }
    this.#guests.set(token, admitted)
    const leave = () => {
      this.#guests.delete(token)
      for (const response of admitted.open) response.destroy()
      agents.http.destroy()
      agents.https.destroy()
    }
    return { token, leave }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#guests.clear()
    this.#server.closeAllConnections()
    await closed
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    // A guest may be gone at any time; whoever waits for the response learns it from its end.
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    const envelope = openEnvelope(request.url ?? '')
    const guest = envelope && this.#guests.get(envelope.token)
    // A page in a browser to whose name this address was given calls us by that name.
    if (!envelope || !guest || request.headers.host !== this.address) {
      response.writeHead(404).end()
      return
    }
    const crowded = guest.open.size >= atOnce
    guest.open.add(response)
    response.once('close', () => guest.open.delete(response))
    if (envelope.scheme === 'keyvalue') {
      const { keyvalue: stores } = this.#options
      void answerKeyValue({ guest, stores, operation: envelope.authority, request, response })
      return
    }
    const resolve = this.#options.resolve ?? resolveBySystem
    const refused = crowded ? { refused: `${atOnce} requests of this server are on their way already.` } : {}
    void carry({ guest, envelope, request, response, resolve, ...refused })
  }
}
