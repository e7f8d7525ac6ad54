import { rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Grant } from '../../../../shared/grants.ts'
import type { KeyValueStores } from '../../keyvalue/key-value-stores.ts'
import type { Egress } from '../egress.ts'
import { certificate } from './certificate.ts'
import { openEgress, TestGuest } from './guest.ts'

/** A proxy, and two servers of the world outside: one with TLS. Fresh records for each test. */
export class World {
  plain!: http.Server
  port = 0
  securePort = 0
  egress!: Egress
  stores!: KeyValueStores
  /** What the servers were asked. */
  heard: { method: string; url: string; raw: string[]; body: string }[] = []
  /** Names that the proxy looked up. */
  resolved: string[] = []
  /** The answers to a name, one after the other; the last one stays. */
  addresses: Record<string, string[][]> = {}
  #folder = ''
  #secure!: https.Server
  readonly #guests: TestGuest[] = []

  constructor() {
    beforeAll(async () => {
      const answer = (request: http.IncomingMessage, response: http.ServerResponse) =>
        void this.#answer(request, response).catch(() => undefined)
      this.plain = http.createServer(answer)
      this.#secure = https.createServer({ key: certificate.key, cert: certificate.cert }, answer)
      this.port = await listen(this.plain)
      this.securePort = await listen(this.#secure)
    })
    afterAll(() => {
      for (const server of [this.plain, this.#secure]) {
        server.close()
        server.closeAllConnections()
      }
    })
    beforeEach(async () => {
      this.heard = []
      this.resolved = []
      this.addresses = { 'api.example.com': [['127.0.0.1']], 'other.example.com': [['127.0.0.1']] }
      const { egress, stores, folder } = await openEgress(async (name) => {
        this.resolved.push(name)
        const next = this.addresses[name]
        if (!next) throw Object.assign(new Error('no'), { code: 'ENOTFOUND' })
        return (next.length > 1 ? next.shift() : next[0]) ?? []
      })
      this.egress = egress
      this.stores = stores
      this.#folder = folder
    })
    afterEach(async () => {
      for (const one of this.#guests.splice(0)) one.leave()
      await this.egress.close()
      this.stores.close()
      rmSync(this.#folder, { recursive: true })
    })
  }

  guest(...grants: Grant[]): TestGuest {
    const one = new TestGuest(this.egress, grants)
    this.#guests.push(one)
    return one
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = request.url ?? ''
    if (url === '/cut') {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('half', () => response.destroy())
      return
    }
    if (url === '/nothing') return void request.socket.destroy()
    if (url === '/silent') return
    const body = Buffer.concat(await request.toArray()).toString()
    this.heard.push({ method: request.method ?? '', url, raw: request.rawHeaders, body })
    if (url === '/redirect') return void response.writeHead(302, { location: 'http://evil.example/' }).end()
    if (url === '/none') return void response.writeHead(204).end()
    response.writeHead(200, [
      ['Content-Type', 'text/plain'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Belljar-Denied', '1'],
      ['X-Hop', 'gone'],
      ['Connection', 'x-hop'],
    ] as unknown as string[])
    response.end(`hello ${url}`)
  }
}

export function listen(server: net.Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}
