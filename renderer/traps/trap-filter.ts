import type { Input } from '../../shared/contract.ts'
import type { TrapRecord } from '../../shared/records.ts'

export const timeSpans = [
  { value: 'all', text: 'All times', ms: Infinity },
  { value: 'hour', text: 'Last hour', ms: 3_600_000 },
  { value: 'day', text: 'Last 24 hours', ms: 86_400_000 },
  { value: 'week', text: 'Last 7 days', ms: 7 * 86_400_000 },
] as const
export type TimeSpan = (typeof timeSpans)[number]['value']

/** What a person chose; empty texts are no choice. */
export interface TrapFilter {
  server: string
  find: string
  time: TimeSpan
}

export type TrapQuery = Omit<Input<'traps.list'>, 'before' | 'limit' | 'until'>

/** `now` is when the choice was made: what is read does not go away while it is read. */
export function queryOf({ server, find, time }: TrapFilter, now: number): TrapQuery {
  const ms = timeSpans.find(({ value }) => value === time)?.ms ?? Infinity
  return { ...(server && { server }), ...(find && { find }), ...(ms !== Infinity && { since: now - ms }) }
}

/** As the host decides it, for traps that come while the list is open. */
export function fits(trap: TrapRecord, { server, find, since }: TrapQuery): boolean {
  if (server !== undefined && trap.server !== server) return false
  if (since !== undefined && trap.at < since) return false
  if (!find) return true
  const { tool = '', client, code, message, frames } = trap
  const functions = frames.map(({ func, at }) => `${func} ${at?.file ?? ''}`).join('\n')
  return `${trap.server}\n${tool}\n${client}\n${code}\n${message}\n${functions}`
    .toLowerCase()
    .includes(find.toLowerCase())
}
