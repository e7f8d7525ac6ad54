import type { Handshake } from './handshake.ts'
import { isObject, type Json } from './message.ts'

/** What every child of a link must be told anew: the log level and what is watched. */
export class GuestWatch {
  readonly #write: (message: object) => boolean
  readonly #uris = new Set<string>()
  readonly #own = new Set<string>()
  #handshake: Handshake | undefined
  #logLevel: string | undefined
  #lastId = 0
  #listening: string | undefined

  constructor(write: (message: object) => boolean, logLevel?: string) {
    this.#write = write
    this.#logLevel = logLevel
  }

  /** Whether a client waits for news, so that the guest must not be stopped for being idle. */
  get watches(): boolean {
    return this.#uris.size > 0
  }

  replay(handshake: Handshake): void {
    this.#handshake = handshake
    this.#own.clear()
    this.#listening = undefined
    if (this.#logLevel !== undefined) this.#tellLogLevel()
    if (handshake.era === 'modern') this.#listen()
    else for (const uri of this.#uris) this.#request('resources/subscribe', { uri })
  }

  setLogLevel(level: string, ready: boolean): void {
    if (this.#logLevel === level) return
    this.#logLevel = level
    if (ready) this.#tellLogLevel()
  }

  subscribe(uri: string, on: boolean, ready: boolean): void {
    if (this.#uris.has(uri) === on) return
    if (on) this.#uris.add(uri)
    else this.#uris.delete(uri)
    if (!ready) return
    if (this.#handshake?.era === 'modern') this.#listen()
    else this.#request(on ? 'resources/subscribe' : 'resources/unsubscribe', { uri })
  }

  /** True when the answer was to one of these requests. */
  answered(id: unknown): boolean {
    return this.#own.delete(id as string)
  }

  #tellLogLevel(): void {
    // Modern guests hear the level with each request.
    if (this.#handshake?.era !== 'legacy' || !this.#handshake.capabilities['logging']) return
    this.#request('logging/setLevel', { level: this.#logLevel })
  }

  /** One subscription for everything; a new one replaces it. */
  #listen(): void {
    const { capabilities = {}, protocolVersion } = this.#handshake ?? {}
    const changes = (what: string) => isObject(capabilities[what]) && capabilities[what]['listChanged'] === true
    const notifications: Json = {
      ...(changes('tools') && { toolsListChanged: true }),
      ...(changes('prompts') && { promptsListChanged: true }),
      ...(changes('resources') && { resourcesListChanged: true }),
      ...(this.#uris.size > 0 && { resourceSubscriptions: [...this.#uris] }),
    }
    const before = this.#listening
    if (Object.keys(notifications).length > 0) {
      const _meta = {
        'io.modelcontextprotocol/protocolVersion': protocolVersion,
        'io.modelcontextprotocol/clientCapabilities': {},
      }
      this.#listening = this.#request('subscriptions/listen', { notifications, _meta })
    } else this.#listening = undefined
    if (before !== undefined)
      this.#write({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: before } })
  }

  #request(method: string, params: Json): string {
    const id = `belljar-${++this.#lastId}`
    this.#own.add(id)
    this.#write({ jsonrpc: '2.0', id, method, params })
    return id
  }
}
