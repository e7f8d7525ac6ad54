import { logLevels, logSources, type LogLine } from '../../shared/records.ts'
import type { LogQuery } from './log-query.ts'

export const levelChoices = ['all', 'info', 'warnings', 'errors'] as const
export type LevelChoice = (typeof levelChoices)[number]
export type Source = LogLine['source']

/** Which moments: all, the last so many ms, since midnight, or between two (either may be left open). */
export type Time =
  { kind: 'all' } | { kind: 'last'; ms: number } | { kind: 'today' } | { kind: 'span'; since?: number; until?: number }

/** What a person chose. All of it stands in the address. */
export interface LogFilters {
  server?: string
  level: LevelChoice
  source?: Source
  time: Time
  find: string
  session?: string
  instance?: string
}

export const noFilters: LogFilters = { level: 'all', time: { kind: 'all' }, find: '' }

const from: Record<LevelChoice, LogLine['level']> = {
  all: 'debug',
  info: 'info',
  warnings: 'warning',
  errors: 'error',
}

export function levelsFrom(choice: LevelChoice): LogLine['level'][] {
  return logLevels.slice(logLevels.indexOf(from[choice]))
}

/** `now` is when the choice was made: the last five minutes begin at one moment, so that nothing goes away while it is read. */
export function queryOf({ server, level, source, time, find, session, instance }: LogFilters, now: number): LogQuery {
  return {
    ...(server !== undefined && { server }),
    ...(session !== undefined && { session }),
    ...(instance !== undefined && { instance }),
    ...(level !== 'all' && { levels: levelsFrom(level) }),
    ...(source !== undefined && { sources: [source] }),
    ...spanOf(time, now),
    ...(find !== '' && { find }),
  }
}

function spanOf(time: Time, now: number): { since?: number; until?: number } {
  switch (time.kind) {
    case 'all':
      return {}
    case 'last':
      return { since: now - time.ms }
    case 'today':
      return { since: new Date(now).setHours(0, 0, 0, 0) }
    case 'span':
      return {
        ...(time.since !== undefined && { since: time.since }),
        ...(time.until !== undefined && { until: time.until }),
      }
  }
  return time satisfies never
}

export function without(filters: LogFilters, name: 'server' | 'source' | 'session' | 'instance'): LogFilters {
  return Object.fromEntries(Object.entries(filters).filter(([each]) => each !== name)) as unknown as LogFilters
}

/** Whether anything but the server narrows what is shown. */
export function isFiltered({ level, source, time, find, session, instance }: LogFilters): boolean {
  return (
    level !== 'all' ||
    source !== undefined ||
    time.kind !== 'all' ||
    find !== '' ||
    Boolean(session) ||
    Boolean(instance)
  )
}

export function isSource(text: string | null): text is Source {
  return logSources.some((source) => source === text)
}
