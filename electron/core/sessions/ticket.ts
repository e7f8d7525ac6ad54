import { randomUUID } from 'node:crypto'
import { patienceMs } from './client-asks.ts'
import { RpcRefusal } from './guest-asks.ts'
import type { GuestRequest } from './guest-link.ts'
import type { RequestId } from './journal.ts'
import { isObject, type Json } from './message.ts'
import type { Envelope } from './modern-envelope.ts'

/** What a guest asked in mid-call. */
interface Question {
  method: string
  params: Json
  resolve(result: Json): void
  reject(error: Error): void
}

/**
 * One request of the client that a guest works on. Under a modern client it may outlive the request it came with: what the guest asks becomes
 * an answer of kind `input_required`, and the client's retry, with the answers and `requestState`, takes the waiting request over.
 */
export class Ticket {
  /** The client's request that waits for the outcome; none while the client is away to get input. */
  id: RequestId | undefined
  envelope: Envelope | undefined
  progressToken: RequestId | undefined
  guest: GuestRequest | undefined
  /** The first of several, where the guest asks for input and is asked again. */
  first: GuestRequest | undefined
  /** How it came out, when that was while the client was away. */
  outcome: (() => void) | undefined
  /** Of a tools/call: its record. */
  call: { id: string; tool: string } | undefined
  #cancelled: AbortController | undefined
  readonly method: string
  readonly name: string
  readonly #questions = new Map<string, Question>()
  #lastKey = 0

  constructor(id: RequestId, method: string, name: string, params: Json, envelope?: Envelope) {
    this.method = method
    this.name = name
    this.id = id
    this.envelope = envelope
    this.#readToken(params)
  }

  /** Made when somebody asks: most calls are never cancelled, and one costs as much as the rest of a ticket. */
  get cancelled(): AbortController {
    return (this.#cancelled ??= new AbortController())
  }

  get questions(): number {
    return this.#questions.size
  }

  ask(method: string, params: Json, signal: AbortSignal): Promise<Json> {
    const key = `ask-${++this.#lastKey}`
    return new Promise((resolve, reject) => {
      this.#questions.set(key, { method, params, resolve, reject })
      signal.addEventListener('abort', () => this.#questions.delete(key))
    })
  }

  inputRequests(): Json {
    return Object.fromEntries(
      [...this.#questions].map(([key, { method, params }]) => [
        key,
        { method, params: method === 'elicitation/create' ? { mode: 'form', ...params } : params },
      ]),
    )
  }

  /** The client is back. */
  takeOver(id: RequestId, params: Json, envelope?: Envelope): void {
    this.id = id
    this.envelope = envelope
    this.#readToken(params)
    const given = isObject(params['inputResponses']) ? params['inputResponses'] : {}
    for (const [key, question] of [...this.#questions]) {
      const answer = given[key]
      if (!isObject(answer)) continue
      this.#questions.delete(key)
      question.resolve(answer)
    }
  }

  /** Nobody will answer any more. */
  giveUp(reason: string): void {
    for (const { reject } of this.#questions.values()) reject(new RpcRefusal({ code: -32001, message: reason }))
    this.#questions.clear()
  }

  #readToken(params: Json): void {
    const meta = params['_meta']
    this.progressToken = isObject(meta) ? (meta['progressToken'] as RequestId | undefined) : undefined
  }
}

const prefix = 'belljar:'

/** Requests whose client is away to get input. Their states are names that nobody can guess, good for one session. */
export class Parked {
  readonly #tickets = new Map<string, { ticket: Ticket; timer: NodeJS.Timeout }>()

  park(ticket: Ticket): string {
    const state = prefix + randomUUID()
    const timer = setTimeout(() => {
      this.#tickets.delete(state)
      ticket.giveUp('The client did not come back with an answer in time.')
      ticket.guest?.cancel('The client did not come back in time.')
    }, patienceMs)
    timer.unref()
    this.#tickets.set(state, { ticket, timer })
    return state
  }

  /** Undefined: not a state of ours. Null: one that is over, or of another request. */
  take(state: unknown, method: string, name: string): Ticket | null | undefined {
    if (typeof state !== 'string' || !state.startsWith(prefix)) return undefined
    const found = this.#tickets.get(state)
    if (!found || found.ticket.method !== method || found.ticket.name !== name) return null
    clearTimeout(found.timer)
    this.#tickets.delete(state)
    return found.ticket
  }

  close(): void {
    for (const { ticket, timer } of this.#tickets.values()) {
      clearTimeout(timer)
      ticket.giveUp('The client is gone.')
      ticket.guest?.cancel('The client is gone.')
    }
    this.#tickets.clear()
  }
}
