import { Client, type jsonSchemaValidator, type Transport } from '@modelcontextprotocol/client'
import type { ServerInfo } from '../servers/catalog.ts'
import { ownIcons } from '../servers/own-icons.ts'
import { isObject, type Json } from './message.ts'
import { modernVersion, serverInfoKey } from './modern-envelope.ts'

export interface Handshake {
  era: 'legacy' | 'modern'
  protocolVersion: string
  capabilities: Json
  serverInfo: ServerInfo
  instructions?: string
}

export interface HandshakeOptions {
  client: { name: string; version: string }
  /** What the client at the other end can do. */
  capabilities: Json
  /** Known from an earlier start of the same wasm; else the guest is asked. */
  era?: 'legacy' | 'modern'
  /** Limit of the whole handshake. */
  timeoutMs: number
  send(line: string): boolean
}

/** Nothing here is validated by the SDK: schemas of guests are never compiled in the host. */
export const noValidator = {
  getValidator:
    <T>() =>
    (input: unknown) => ({ valid: true as const, data: input as T, errorMessage: undefined }),
} as unknown as jsonSchemaValidator

/**
 * Opens MCP with a guest through the SDK's client, which finds out the era in the same process: `server/discover` first, `initialize` when
 * that is not answered. Feed it the guest's messages until `done` settles; from then on messages are the link's.
 */
export function shakeHands(options: HandshakeOptions): {
  take(message: Json): void
  close(): void
  done: Promise<Handshake>
} {
  const transport = new GuestTransport(options.send)
  const client = new Client(options.client, {
    capabilities: options.capabilities,
    jsonSchemaValidator: noValidator,
    versionNegotiation: {
      mode: options.era === 'legacy' ? 'legacy' : options.era === 'modern' ? { pin: modernVersion } : 'auto',
      probe: { timeoutMs: Math.min(3_000, options.timeoutMs / 3) },
    },
  })
  const done = client.connect(transport, { timeout: options.timeoutMs }).then(() => {
    const protocolVersion = client.getNegotiatedProtocolVersion() ?? ''
    const era = client.getProtocolEra() ?? 'legacy'
    return describe(era, protocolVersion, transport.lastResult)
  })
  return { take: (message) => transport.take(message), close: () => transport.closed(), done }
}

/** From the guest's own words rather than the SDK's copy, which drops what its schema does not know. */
function describe(era: 'legacy' | 'modern', protocolVersion: string, result: Json): Handshake {
  const meta = isObject(result['_meta']) ? result['_meta'] : {}
  const info = era === 'modern' ? meta[serverInfoKey] : result['serverInfo']
  const { name, version, title, description, icons: named } = isObject(info) ? info : {}
  const icons = ownIcons(named)
  const { instructions } = result
  return {
    era,
    protocolVersion,
    capabilities: isObject(result['capabilities']) ? result['capabilities'] : {},
    serverInfo: {
      name: typeof name === 'string' ? name : 'unknown',
      version: typeof version === 'string' ? version : '0',
      ...(typeof title === 'string' && { title }),
      ...(typeof description === 'string' && { description }),
      ...(icons.length > 0 && { icons }),
    },
    ...(typeof instructions === 'string' && { instructions }),
  }
}

/** `pid` and `stderr` are what the SDK tells a child process by: only there does it fall back when the probe is not answered. */
class GuestTransport implements Transport {
  readonly pid = null
  readonly stderr = null
  lastResult: Json = {}
  // The SDK assigns these, and takes an explicit undefined for a handler of somebody else.
  declare onclose?: () => void
  declare onerror?: (error: Error) => void
  declare onmessage?: NonNullable<Transport['onmessage']>
  readonly #send: (line: string) => boolean
  #closed = false

  constructor(send: (line: string) => boolean) {
    this.#send = send
  }

  start(): Promise<void> {
    return Promise.resolve()
  }

  send(message: unknown): Promise<void> {
    return this.#send(JSON.stringify(message))
      ? Promise.resolve()
      : Promise.reject(new Error('The server is not running.'))
  }

  take(message: Json): void {
    if (isObject(message['result'])) this.lastResult = message['result']
    this.onmessage?.(message as never)
  }

  close(): Promise<void> {
    this.closed()
    return Promise.resolve()
  }

  closed(): void {
    if (this.#closed) return
    this.#closed = true
    this.onclose?.()
  }
}
