import type { Transport } from '@modelcontextprotocol/server'
import type { ClientWire } from './client-wire.ts'
import type { RequestId } from './journal.ts'
import { isObject, type Json, type RpcNotification, type RpcRequest } from './message.ts'

const subscriptionIdKey = 'io.modelcontextprotocol/subscriptionId'

/** The SDK's end of a session: it sees only the messages that are left to it. */
export class SdkSide implements Transport {
  declare onclose?: () => void
  declare onerror?: (error: Error) => void
  declare onmessage?: NonNullable<Transport['onmessage']>
  readonly #wire: ClientWire
  readonly #negotiated: (version: string) => void
  readonly #muted = new Set<RequestId>()

  constructor(wire: ClientWire, negotiated: (version: string) => void) {
    this.#wire = wire
    this.#negotiated = negotiated
  }

  deliver(message: RpcRequest | RpcNotification): void {
    this.onmessage?.(message as never)
  }

  /** The client has the first word about this request already: it is a replay. */
  mute(id: RequestId): void {
    this.#muted.add(id)
  }

  start(): Promise<void> {
    return Promise.resolve()
  }

  send(message: unknown): Promise<void> {
    const { id, method, params, result, error } = message as Json
    if (typeof method === 'string') this.#tell(method, params as Json | undefined)
    else if (isObject(result)) {
      if (typeof result['protocolVersion'] === 'string') this.#negotiated(result['protocolVersion'])
      this.#wire.answer(id as RequestId, `"result":${JSON.stringify(result)}`)
    } else this.#wire.answer(id as RequestId, `"error":${JSON.stringify(error)}`)
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #tell(method: string, params?: Json): void {
    if (method === 'notifications/subscriptions/acknowledged') {
      const meta = isObject(params?.['_meta']) ? params['_meta'] : {}
      if (this.#muted.delete(meta[subscriptionIdKey] as RequestId)) return
    }
    this.#wire.tell(method, params)
  }
}
