import { randomUUID } from 'node:crypto'
import type { CallOutcome } from '../../../shared/records.ts'
import type { ClientAsks } from './client-asks.ts'
import type { ClientWire } from './client-wire.ts'
import { sayEnding, type GuestAnswer } from './guest-answer.ts'
import type { GuestLink } from './guest-link.ts'
import type { RequestId } from './journal.ts'
import { isObject, type Json, type RpcError, type RpcRequest } from './message.ts'
import type { Envelope } from './modern-envelope.ts'
import { changed, resultForLegacy, resultForModern } from './result-text.ts'
import type { Served } from './served.ts'
import type { Spent } from './spent.ts'
import { Parked, Ticket } from './ticket.ts'

/** Rounds of input that a call may take of an older client. */
const maxRounds = 8

export interface Outcome {
  outcome: Exclude<CallOutcome, 'pending'>
  result?: unknown
  reason?: string
  trap?: string
}

export interface Forward {
  request: RpcRequest
  envelope: Envelope | undefined
  server: Served
  link: GuestLink
  /** In the server's own names. */
  params: Json
  /** What a retry must name again. */
  name: string
  /** Of a tools/call. */
  call?: {
    id: string
    tool: string
    ended(outcome: Outcome, spent: Spent | undefined): void
    /** The most memory that its instance held while it ran, bytes. Later than its end, or never. */
    held(bytes: number): void
  }
  /** Turns a result into what older clients were told to expect. */
  project?(result: Json): Json
}

interface ForwardsOptions {
  wire: ClientWire
  asks: ClientAsks
  version: string
}

/** Requests that a guest answers: tools/call, prompts/get, resources/read and completions. The only way that must be fast. */
export class Forwards {
  readonly #options: ForwardsOptions
  readonly #parked = new Parked()
  readonly #active = new Map<RequestId, { ticket: Ticket; forward: Forward }>()
  readonly #all = new Map<Ticket, Forward>()

  constructor(options: ForwardsOptions) {
    this.#options = options
  }

  /** Those whose client waits, for a guest's server. */
  tickets(server: string): Ticket[] {
    return [...this.#active.values()].filter(({ forward }) => forward.server.id === server).map(({ ticket }) => ticket)
  }

  /** Goes on with a request whose client was away to get input. False when this is none. */
  retry(request: RpcRequest, envelope: Envelope | undefined, name: string): boolean {
    const params = request.params ?? {}
    const ticket = this.#parked.take(params['requestState'], request.method, name)
    if (ticket === undefined) return false
    const forward = ticket && this.#all.get(ticket)
    if (!ticket || !forward) {
      this.#options.wire.answerError(request.id, {
        code: -32602,
        message: 'Invalid or expired requestState',
        data: { reason: 'invalid_request_state' },
      })
      return true
    }
    this.#active.set(request.id, { ticket, forward })
    ticket.takeOver(request.id, params, envelope)
    if (ticket.outcome) ticket.outcome()
    else this.park(ticket)
    return true
  }

  start(forward: Forward): void {
    const { request, envelope } = forward
    const ticket = new Ticket(request.id, request.method, forward.name, forward.params, envelope)
    ticket.call = forward.call
    this.#active.set(request.id, { ticket, forward })
    this.#all.set(ticket, forward)
    this.#send(ticket, forward, forward.params, 1)
  }

  /** The client wants no answer any more. False when the request is not one of these. */
  cancel(id: RequestId, reason: unknown): boolean {
    const active = this.#active.get(id)
    if (!active) return false
    const { ticket } = active
    ticket.cancelled.abort()
    ticket.guest?.cancel(typeof reason === 'string' ? reason : undefined)
    return true
  }

  /** Sends a modern client away with what the guest asks, when it waits and there is something to ask. */
  park(ticket: Ticket): void {
    if (ticket.id === undefined || ticket.questions === 0) return
    const { id } = ticket
    const requestState = this.#parked.park(ticket)
    ticket.id = undefined
    this.#active.delete(id)
    this.#options.wire.answer(
      id,
      `"result":${JSON.stringify({ resultType: 'input_required', inputRequests: ticket.inputRequests(), requestState })}`,
    )
  }

  close(): void {
    this.#parked.close()
  }

  #send(ticket: Ticket, forward: Forward, params: Json, round: number): void {
    const { wire } = this.#options
    ticket.guest = forward.link.request(forward.request.method, params, {
      tag: ticket,
      onProgress(progress) {
        if (ticket.progressToken === undefined || ticket.id === undefined) return
        wire.tell('notifications/progress', { ...progress, progressToken: ticket.progressToken })
      },
    })
    ticket.first ??= ticket.guest
    void ticket.guest.answer.then((answer) => {
      const { envelope } = ticket
      if (!envelope && answer.kind === 'result' && answer.result['resultType'] === 'input_required')
        void this.#getInput(ticket, forward, params, answer.result, round)
      else this.#finish(ticket, forward, answer)
    })
  }

  /** What a modern guest needs of an older client is asked in its own way, and the call is made again with the answers. */
  async #getInput(ticket: Ticket, forward: Forward, params: Json, result: Json, round: number): Promise<void> {
    const abort = new AbortController()
    const { signal } = ticket.cancelled
    signal.addEventListener('abort', () => abort.abort(), { once: true })
    const wanted = Object.entries(isObject(result['inputRequests']) ? result['inputRequests'] : {})
    const fail = (message: string) =>
      this.#finish(ticket, forward, { kind: 'unavailable', problem: { code: 'unavailable', message } })
    if (round > maxRounds)
      return fail(`The server "${forward.server.name}" asked for input more than ${maxRounds} times.`)
    try {
      const answers = await Promise.all(
        wanted.map(async ([key, request]) => {
          const { method, params: given } = isObject(request) ? request : {}
          const answer = await this.#options.asks.ask(String(method), olderParams(given), abort.signal)
          return [key, answer] as const
        }),
      )
      const { requestState } = result
      const next = {
        ...params,
        inputResponses: Object.fromEntries(answers),
        ...(requestState !== undefined && { requestState }),
      }
      if (signal.aborted) this.#finish(ticket, forward, { kind: 'cancelled' })
      else this.#send(ticket, forward, next, round + 1)
    } catch (error) {
      abort.abort()
      if (signal.aborted) this.#finish(ticket, forward, { kind: 'cancelled' })
      else
        fail(
          `The input that the server "${forward.server.name}" asked for could not be had: ${(error as Error).message}`,
        )
    }
  }

  #finish(ticket: Ticket, forward: Forward, answer: GuestAnswer): void {
    const { id } = ticket
    if (id === undefined && answer.kind !== 'cancelled') {
      ticket.outcome = () => this.#finish(ticket, forward, answer)
      return
    }
    this.#all.delete(ticket)
    if (id !== undefined) this.#active.delete(id)
    const { body, outcome } = this.#say(ticket, forward, answer)
    if (id !== undefined) {
      if (body === undefined) this.#options.wire.drop(id)
      else this.#options.wire.answer(id, body)
    }
    if (!forward.call) return
    const spent = ticket.first?.spent()
    forward.call.ended(outcome, spent)
    if (spent?.instance !== undefined) forward.link.peaks.ended(forward.call.held)
  }

  #say(ticket: Ticket, forward: Forward, answer: GuestAnswer): { body?: string; outcome: Outcome } {
    const { server, request } = forward
    switch (answer.kind) {
      case 'result':
        return {
          body: this.#result(ticket, forward, answer),
          outcome: { outcome: answer.result['isError'] === true ? 'tool-error' : 'answered', result: answer.result },
        }
      case 'error': {
        const error = ticket.envelope ? modernError(answer.error) : answer.error
        return {
          body: `"error":${JSON.stringify(error)}`,
          outcome: { outcome: 'error', reason: error.message, result: error },
        }
      }
      case 'cancelled':
        return { outcome: { outcome: 'cancelled' } }
      case 'lost': {
        const { ending, trap } = answer
        const text = `${sayEnding(server.name, ending, forward.call ? `the call of "${forward.call.tool}"` : request.method, trap)}`
        const kind =
          ending.kind === 'trapped' || ending.kind === 'timed-out'
            ? ending.kind
            : ending.kind === 'not-started'
              ? 'error'
              : 'exited'
        return this.#failure(ticket, forward, text, {
          outcome: kind,
          reason: text,
          ...(trap !== undefined && { trap }),
        })
      }
      case 'unavailable': {
        const text = answer.problem.hint ? `${answer.problem.message} ${answer.problem.hint}` : answer.problem.message
        return this.#failure(ticket, forward, text, { outcome: 'error', reason: text })
      }
      default:
        return answer satisfies never
    }
  }

  #failure(ticket: Ticket, forward: Forward, text: string, outcome: Outcome): { body: string; outcome: Outcome } {
    if (!forward.call) return { body: `"error":${JSON.stringify({ code: -32603, message: text })}`, outcome }
    return { body: toolErrorBody(text, ticket.envelope !== undefined), outcome }
  }

  #result(ticket: Ticket, { project, request }: Forward, { result, line }: GuestAnswer & { kind: 'result' }): string {
    if (ticket.envelope)
      return resultForModern(request.method, line, result, { name: 'belljar', version: this.#options.version })
    const projected = project?.(result) ?? result
    if (projected === result) return resultForLegacy(line, result)
    return `"result":${changed(line, result, (said) => project?.(said) ?? said)}`
  }
}

/** A tools/call that failed in a way the model should read. */
export function toolErrorBody(text: string, modern: boolean): string {
  return `"result":${JSON.stringify({ ...(modern && { resultType: 'complete' }), content: [{ type: 'text', text }], isError: true })}`
}

/** Codes that the revision of 2026-07-28 never sends. */
function modernError(error: RpcError): RpcError {
  if (error.code === -32002) return { ...error, code: -32602 }
  return error.code === -32042 ? { code: -32603, message: error.message } : error
}

/** The older revisions demand an id for a question that is answered at a URL. */
function olderParams(params: unknown): Json {
  if (!isObject(params)) return {}
  return params['mode'] === 'url' && params['elicitationId'] === undefined
    ? { ...params, elicitationId: randomUUID() }
    : params
}
