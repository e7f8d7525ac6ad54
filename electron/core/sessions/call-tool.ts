import { failedText } from '../denials/failed-text.ts'
import { sayEnding, type GuestAnswer } from './guest-answer.ts'
import { RpcRefusal } from './guest-asks.ts'
import { Guests } from './guests.ts'
import type { Outcome } from './forwards.ts'
import type { Json } from './message.ts'
import { newId } from './new-id.ts'
import { resultTextOf } from './result-text.ts'
import type { Served } from './served.ts'
import type { SessionDeps } from './session.ts'
import { Ticket } from './ticket.ts'

const client = 'Belljar'

export interface CallOptions {
  /** Takes the call back. */
  signal?: AbortSignal
  /** As the server says it. */
  onProgress?(params: Json): void
}

export interface Called {
  call: string
  result: unknown
  /** The result as the server wrote it. */
  json: string
}

/** A call from Belljar itself: in an instance that is started for it and stopped after it. */
export async function callTool(
  deps: SessionDeps,
  running: Set<Guests>,
  server: Served,
  tool: string,
  args: Json,
  { signal, onProgress }: CallOptions = {},
): Promise<Called> {
  const id = newId('c')
  const startedAt = performance.now()
  deps.callStarted({ id, at: Date.now(), server: server.id, tool, session: null, client, args })
  const guests = new Guests(deps, {
    session: null,
    client: () => ({ name: client, version: deps.version }),
    logLevel: () => undefined,
    watched: () => [],
    ask: () =>
      Promise.reject(
        new RpcRefusal({ code: -32601, message: 'Belljar cannot be asked; call the tool from a client.' }),
      ),
    notified: () => undefined,
  })
  running.add(guests)
  try {
    const params = { name: tool, arguments: args, ...(onProgress && { _meta: { progressToken: id } }) }
    const ticket = new Ticket(0, 'tools/call', tool, params)
    ticket.call = { id, tool }
    const link = guests.link(server, {})
    const request = link.request('tools/call', params, { tag: ticket, ...(onProgress && { onProgress }) })
    const cancel = () => request.cancel('The person cancelled the call.')
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    const answer = await request.answer
    signal?.removeEventListener('abort', cancel)
    const outcome = say(server, tool, answer)
    const spent = request.spent()
    deps.callEnded({ id, durationMs: performance.now() - startedAt, spent, ...outcome })
    if (spent.instance !== undefined) link.peaks.ended((bytes) => deps.callHeld(id, bytes))
    const text = failedText(answer.kind === 'error' ? { outcome: 'error', result: answer.error } : outcome)
    if (text !== undefined)
      deps.callFailed?.({
        ...{ server: server.id, session: null, client, tool, call: id },
        ...{ text, args, grants: guests.grants(server.id) },
      })
    const { result } = outcome
    const json =
      answer.kind === 'result' && result === answer.result
        ? resultTextOf(answer.line, answer.result)
        : JSON.stringify(result)
    return { call: id, result, json }
  } finally {
    // Who has ended cannot be asked any more how much memory it held.
    void Promise.all(guests.links.map(({ peaks }) => peaks.look()))
      .then(() => guests.closeAll('The call is over.'))
      .then(() => running.delete(guests))
  }
}

function say(server: Served, tool: string, answer: GuestAnswer): Outcome {
  const failed = (text: string, outcome: Outcome['outcome'], trap?: string): Outcome => ({
    outcome,
    reason: text,
    result: { content: [{ type: 'text', text }], isError: true },
    ...(trap !== undefined && { trap }),
  })
  switch (answer.kind) {
    case 'result':
      if (answer.result['resultType'] === 'input_required')
        return failed('The tool asks for input, which Belljar cannot give. Call it from a client.', 'error')
      return { outcome: answer.result['isError'] === true ? 'tool-error' : 'answered', result: answer.result }
    case 'error':
      return failed(answer.error.message, 'error')
    case 'cancelled':
      return failed('The call was cancelled.', 'cancelled')
    case 'unavailable':
      return failed([answer.problem.message, answer.problem.hint].filter(Boolean).join(' '), 'error')
    case 'lost': {
      const { ending, trap } = answer
      const kind = ending.kind === 'trapped' || ending.kind === 'timed-out' ? ending.kind : 'exited'
      return failed(sayEnding(server.name, ending, `the call of "${tool}"`, trap), kind, trap)
    }
    default:
      return answer satisfies never
  }
}
