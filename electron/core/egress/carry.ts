import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAddress, type HostTarget } from '../../../shared/host-pattern.ts'
import type { Asked } from '../denials/asked.ts'
import type { Allowance } from './allowance.ts'
import { answerOurselves } from './answer.ts'
import { forward, type Agents, type Ending } from './forward.ts'
import type { RequestFacts } from './request-facts.ts'
import type { Resolve } from './resolve.ts'
import { sayFailure } from './say-failure.ts'
import { guessOrigin, originOf, readTarget, type Envelope } from './target.ts'

export interface Carrying {
  guest: {
    allowance: Allowance
    agents: Agents
    report(asked: Asked, by: 'proxy'): void
    requesting(): (facts: RequestFacts) => void
  }
  envelope: Envelope
  request: IncomingMessage
  response: ServerResponse
  resolve: Resolve
  /** Why it is not even looked at, one sentence. */
  refused?: string
}

/** Decides about one request of a guest and carries it where it may go. Whatever happens becomes exactly one set of facts. */
export async function carry(carrying: Carrying): Promise<void> {
  const { guest, envelope, request } = carrying
  const at = Date.now()
  const begun = performance.now()
  const done = guest.requesting()
  const target = readTarget(envelope.scheme, envelope.authority)
  const origin = target ? originOf(target) : guessOrigin(envelope)
  const ending = await end(carrying, target, origin).catch((error: unknown) =>
    fail(carrying, 502, sayFailure(error, target?.host ?? 'that host')),
  )
  done({ at, method: request.method ?? '', origin, ...ending, durationMs: Math.round(performance.now() - begun) })
}

async function end(carrying: Carrying, target: HostTarget | undefined, origin: string): Promise<Ending> {
  const { guest, envelope, request, response, resolve, refused } = carrying
  if (refused !== undefined) return fail(carrying, 503, refused)
  if (!target) return deny(carrying, origin, 'malformed', 'Its address is not that of a host.')
  if (!guest.allowance.names(target))
    return deny(carrying, origin, 'not-granted', `${origin} is not granted to this server.`)
  if (request.headers.upgrade !== undefined)
    return fail(carrying, 501, 'Upgrades, for instance to WebSocket, are not carried.')
  const addresses = isAddress(target.host) ? [target.host.replace(/^\[|\]$/g, '')] : await resolve(target.host)
  if (!guest.allowance.reaches(target, addresses))
    return deny(
      carrying,
      origin,
      'private',
      `${target.host} leads to an address that is not public, and the grant is not for those.`,
    )
  return forward({ request, response, target, path: envelope.path, addresses, agents: guest.agents })
}

function deny(
  { guest, response }: Carrying,
  origin: string,
  why: 'not-granted' | 'private' | 'malformed',
  reason: string,
): Ending {
  guest.report({ kind: 'host', origin, why }, 'proxy')
  answerOurselves(response, 'denied', 403, `Belljar denied this request: ${reason}`)
  return { outcome: 'denied', reason, sentBytes: 0, receivedBytes: 0 }
}

function fail({ response }: Carrying, status: number, reason: string): Ending {
  answerOurselves(response, 'failed', status, `Belljar could not send this request: ${reason}`)
  return { outcome: 'failed', reason, sentBytes: 0, receivedBytes: 0 }
}
