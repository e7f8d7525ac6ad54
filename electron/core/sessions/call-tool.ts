import { failedText } from '../denials/failed-text.ts'
import { sayEnding, type GuestAnswer } from './guest-answer.ts'
import { RpcRefusal } from './guest-asks.ts'
import { Guests } from './guests.ts'
import type { Outcome } from './forwards.ts'
import type { Json } from './message.ts'
import { newId } from './new-id.ts'
import type { Served } from './served.ts'
import type { SessionDeps } from './session.ts'
import { Ticket } from './ticket.ts'

const client = 'Belljar'

/** A call from Belljar itself: in an instance that is started for it and stopped after it. */
export async function callTool(
  deps: SessionDeps,
  running: Set<Guests>,
  server: Served,
  tool: string,
  args: Json,
): Promise<{ call: string; result: unknown }> {
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
    const params = { name: tool, arguments: args }
    const ticket = new Ticket(0, 'tools/call', tool, params)
    ticket.call = { id, tool }
    const answer = await guests.link(server, {}).request('tools/call', params, { tag: ticket }).answer
    const outcome = say(server, tool, answer)
    deps.callEnded({ id, durationMs: performance.now() - startedAt, ...outcome })
    const text = failedText(answer.kind === 'error' ? { outcome: 'error', result: answer.error } : outcome)
    if (text !== undefined)
      deps.callFailed?.({
        ...{ server: server.id, session: null, client, tool, call: id },
        ...{ text, args, grants: guests.grants(server.id) },
      })
    return { call: id, result: outcome.result }
  } finally {
    void guests.closeAll('The call is over.').then(() => running.delete(guests))
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
