import { hashOf } from '../route.ts'
import { lastMoment } from '../words/moment.ts'
import { isSource, levelChoices, noFilters, type LogFilters, type Time } from './log-filters.ts'
import type { Place } from './tail-view.ts'

const lasts = { '5m': 300_000, '1h': 3_600_000, '24h': 86_400_000 } as const

export interface LogAddress {
  filters: LogFilters
  /** Where to read; absent: at the newest line, following. */
  place?: Exclude<Place, 'newest' | 'oldest'>
}

/** What stands behind the `?`. Anything odd in it is as if it were not there. */
export function parseLogs(query: string | undefined): LogAddress {
  const said = new URLSearchParams(query ?? '')
  const text = (name: string) => said.get(name)?.slice(0, 500) || undefined
  const number = (name: string) => {
    const value = Number(said.get(name) ?? NaN)
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined
  }
  const [server, session, instance] = [text('server'), text('session'), text('instance')]
  const source = said.get('source')
  const moment = (name: string) => {
    const value = number(name)
    return value !== undefined && value <= lastMoment ? value : undefined
  }
  const [at, line] = [moment('at'), number('line')]
  return {
    filters: {
      level: levelChoices.find((each) => each === said.get('level')) ?? 'all',
      time: timeOf(said.get('time'), moment('since'), moment('until')),
      find: text('find') ?? '',
      ...(server && { server }),
      ...(isSource(source) && { source }),
      ...(session && { session }),
      ...(instance && { instance }),
    },
    ...(line !== undefined ? { place: { line } } : at !== undefined && { place: { at } }),
  }
}

function timeOf(name: string | null, since: number | undefined, until: number | undefined): Time {
  if (name === 'today') return { kind: 'today' }
  const ms = name !== null && Object.hasOwn(lasts, name) ? lasts[name as keyof typeof lasts] : undefined
  if (ms !== undefined) return { kind: 'last', ms }
  if (since === undefined && until === undefined && name !== 'span') return { kind: 'all' }
  return { kind: 'span', ...(since !== undefined && { since }), ...(until !== undefined && { until }) }
}

export function writeLogs({ filters, place }: LogAddress): string {
  const { server, level, source, time, find, session, instance } = filters
  const said: Record<string, string | number | undefined> = {
    ...{ server, level: level === 'all' ? undefined : level, source, find: find || undefined, session, instance },
    ...(time.kind === 'span' && { time: 'span', since: time.since, until: time.until }),
    ...(time.kind === 'today' && { time: 'today' }),
    ...(time.kind === 'last' && { time: Object.entries(lasts).find(([, ms]) => ms === time.ms)?.[0] }),
    ...place,
  }
  const given = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return new URLSearchParams(given).toString()
}

interface Link {
  server?: string
  level?: LogFilters['level']
  find?: string
  /** The lines around a moment, ms. */
  at?: number
  /** The lines around one, by its `seq`. */
  line?: number
  /** What a server wrote while a call ran. */
  call?: { server: string; at: number; durationMs?: number; session?: string | null; instance?: string }
}

/** The address of the Logs screen, for links from other screens. */
export function hashOfLogs({ server, level = 'all', find = '', at, line, call }: Link): string {
  const id = server ?? call?.server
  const filters: LogFilters = { ...noFilters, level, find, ...(id !== undefined && { server: id }) }
  if (call) {
    // A line that was printed in the last moment of a call may be read a little after its answer.
    const until = call.durationMs === undefined ? undefined : Math.ceil(call.at + call.durationMs) + 50
    filters.time = { kind: 'span', since: Math.floor(call.at), ...(until !== undefined && { until }) }
    if (call.instance !== undefined) filters.instance = call.instance
    else if (call.session) filters.session = call.session
  }
  const place = line !== undefined ? { line } : at !== undefined ? { at } : undefined
  return hashOf({ screen: 'logs', query: writeLogs({ filters, ...(place && { place }) }) })
}
