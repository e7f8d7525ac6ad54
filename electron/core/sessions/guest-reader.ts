import type { LogLine } from '../../../shared/records.ts'
import { sayBytes } from '../runtimes/say-bytes.ts'
import type { GuestAsks } from './guest-asks.ts'
import { asNoise, readGuestLine, type GuestLine } from './guest-line.ts'
import type { GuestRequests } from './guest-requests.ts'
import type { GuestWatch } from './guest-watch.ts'
import { internalError, type Json } from './message.ts'

interface GuestReaderOptions {
  requests: GuestRequests
  asks: GuestAsks
  watch: GuestWatch
  /** The handshake, while it lasts. */
  shaking(): { take(message: Json): void } | undefined
  write(message: object): boolean
  notified(method: string, params: Json): void
  /** The longest answer. */
  outputBytes(): number
  log(source: LogLine['source'], level: LogLine['level'], text: string): void
}

/** How long after its last line a child is known to have ended. */
const lastWordsMs = 250

/** Hands on what a guest writes. What is not for anybody becomes a log line. */
export class GuestReader {
  readonly #options: GuestReaderOptions

  constructor(options: GuestReaderOptions) {
    this.#options = options
  }

  /** What the instance says of output that it could not deliver, among it what became of an answer that was too long. */
  noise(text: string): void {
    const { id } = asNoise('too long', text)
    if (id !== undefined)
      this.#unusable(id, `it was longer than its output limit of ${sayBytes(this.#options.outputBytes())}`)
    this.#options.log('host', 'warning', text)
  }

  line(text: string): void {
    const { asks, write, log } = this.#options
    const line = readGuestLine(text)
    switch (line.kind) {
      case 'noise':
        if (line.id !== undefined) this.#unusable(line.id, line.why)
        return log('stdout', 'warning', text)
      case 'answer':
        return this.#answered(line, text)
      case 'request':
        if (line.method === 'ping') void write({ jsonrpc: '2.0', id: line.id, result: {} })
        else asks.take(line)
        return
      case 'notification':
        return this.#notified(line.method, line.params)
      default:
        line satisfies never
    }
  }

  /** A child that dies in mid-answer leaves such a line; then how it ended says more. */
  #unusable(id: number, why: string): void {
    const error = { code: internalError, message: `The server's answer could not be used: ${why}.` }
    setTimeout(() => this.#options.requests.done(id, { kind: 'error', error }), lastWordsMs)
  }

  #answered({ id, result, error, message }: GuestLine & { kind: 'answer' }, text: string): void {
    const { requests, watch, shaking, log } = this.#options
    const handshake = shaking()
    if (handshake) return handshake.take(message)
    if (requests.get(id)) {
      const failed = error ?? { code: internalError, message: 'The server failed.' }
      requests.done(id as number, result ? { kind: 'result', result, line: text } : { kind: 'error', error: failed })
    } else if (!watch.answered(id)) {
      log('host', 'warning', `An answer to an id that is not waiting was dropped: ${text.slice(0, 200)}`)
    }
  }

  #notified(method: string, params: Json): void {
    const { requests, asks, notified } = this.#options
    if (method === 'notifications/progress') requests.get(params['progressToken'])?.options.onProgress?.(params)
    else if (method === 'notifications/cancelled') asks.cancelled(params['requestId'])
    else if (method !== 'notifications/subscriptions/acknowledged') notified(method, params)
  }
}
