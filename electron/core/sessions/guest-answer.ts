import type { Ending, Problem } from '../../../shared/domain.ts'
import type { Json, RpcError } from './message.ts'

/** How a request to a guest came out. `lost`: the child ended while it had the request, which may or may not have taken effect. */
export type GuestAnswer =
  | { kind: 'result'; result: Json; line: string }
  | { kind: 'error'; error: RpcError }
  | { kind: 'lost'; ending: Ending; trap?: string }
  | { kind: 'unavailable'; problem: Problem }
  | { kind: 'cancelled' }

/** One sentence about an ending, for the person at the client. `during` names what was going on. */
export function sayEnding(server: string, ending: Ending, during: string, trap?: string): string {
  const record = trap ? ` Belljar's record of it is ${trap}.` : ''
  switch (ending.kind) {
    case 'trapped': {
      const where = ending.trap.frames[0]?.func
      return `The server "${server}" trapped during ${during}: ${oneLine(ending.trap.message)}${where ? ` in ${where}` : ''}.${record}`
    }
    case 'exited':
      return `The server "${server}" exited with code ${ending.code} during ${during}.${record}`
    case 'signalled':
      return `The server "${server}" was ended by ${ending.signal} during ${during}.${record}`
    case 'timed-out':
      return `The server "${server}" did not answer within ${seconds(ending.afterMs)} during ${during}, and was ended.${record}`
    case 'not-started':
      return `The server "${server}" could not be used: ${ending.problem.message}`
    default:
      return ending satisfies never
  }
}

/** One sentence about why a server cannot be used, from how its last start ended. */
export function sayNotStarted(server: string, ending: Ending): Problem {
  switch (ending.kind) {
    case 'not-started':
      return { ...ending.problem, message: `The server "${server}" did not start: ${ending.problem.message}` }
    case 'trapped':
      return unavailable(`The server "${server}" trapped before it was ready: ${oneLine(ending.trap.message)}.`)
    case 'exited':
      return unavailable(`The server "${server}" exited with code ${ending.code} before it was ready.`)
    case 'signalled':
      return unavailable(`The server "${server}" was ended by ${ending.signal} before it was ready.`)
    case 'timed-out':
      return unavailable(`The server "${server}" was not ready within ${seconds(ending.afterMs)}.`)
    default:
      return ending satisfies never
  }
}

function unavailable(message: string): Problem {
  return { code: 'unavailable', message, hint: 'Its log in Belljar may say why.' }
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300).replace(/\.$/, '')
}
