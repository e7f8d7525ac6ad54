import type { Input } from '../../shared/contract.ts'
import { callOutcomes, slowMs, type Call } from '../../shared/records.ts'
import { wentWrong } from '../words/outcomes.ts'

/** Which moments: the last so many ms, since midnight, all that is kept, or between two (either may be left open). */
export type Time =
  { kind: 'last'; ms: number } | { kind: 'today' } | { kind: 'all' } | { kind: 'span'; since?: number; until?: number }

export type Show = 'all' | 'errors' | 'slow'

/** What a person chose; empty texts are no choice. */
export interface CallFilter {
  server: string
  tool: string
  client: string
  time: Time
  show: Show
  find: string
}

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

export const noFilter: CallFilter = {
  server: '',
  tool: '',
  client: '',
  time: { kind: 'last', ms: hourMs },
  show: 'all',
  find: '',
}

export type CallQuery = Omit<Input<'calls.list'>, 'before' | 'limit'>
export type CallScope = Pick<CallQuery, 'server' | 'tool' | 'client'>

const errors = callOutcomes.filter((outcome) => wentWrong({ outcome }))

export function scopeOf({ server, tool, client }: CallFilter): CallScope {
  return { ...(server && { server }), ...(tool && { tool }), ...(client && { client }) }
}

/** `now` is when the choice was made: what is read does not go away while it is read. */
export function queryOf(filter: CallFilter, now: number): CallQuery {
  const { show, find, time } = filter
  return {
    ...scopeOf(filter),
    ...spanOf(time, now),
    ...(show === 'errors' && { outcomes: errors }),
    ...(show === 'slow' && { slowerThanMs: slowMs }),
    ...(find && { find }),
  }
}

function spanOf(time: Time, now: number): { since?: number; until?: number } {
  switch (time.kind) {
    case 'last':
      return { since: now - time.ms }
    case 'today':
      return { since: new Date(now).setHours(0, 0, 0, 0) }
    case 'all':
      return {}
    case 'span':
      return {
        ...(time.since !== undefined && { since: time.since }),
        ...(time.until !== undefined && { until: time.until }),
      }
  }
  return time satisfies never
}

/** As far as the list form of a call says; whole bodies are known to the host only. */
export function fits(call: Call, query: CallQuery): boolean {
  const { server, tool, client, since, until, outcomes, slowerThanMs, find } = query
  if (server !== undefined && call.server !== server) return false
  if (tool !== undefined && call.tool !== tool) return false
  if (client !== undefined && call.client !== client) return false
  if (since !== undefined && call.at < since) return false
  if (until !== undefined && call.at >= until) return false
  if (outcomes && !outcomes.includes(call.outcome)) return false
  if (slowerThanMs !== undefined && (call.durationMs ?? 0) < slowerThanMs) return false
  if (!find) return true
  const text = `${call.tool}\n${call.argsPreview}\n${call.resultPreview ?? ''}\n${call.reason ?? ''}`
  return text.toLowerCase().includes(find.toLowerCase())
}
