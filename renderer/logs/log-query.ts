import type { Input } from '../../shared/contract.ts'
import type { LogLine } from '../../shared/records.ts'

/** Which lines are shown, as the host is asked for them. */
export type LogQuery = Omit<Input<'logs.count'>, 'before' | 'after'>

/** Nothing but the server is asked for: what is new can be counted without looking at the lines. */
export function isPlain(query: LogQuery): boolean {
  return Object.entries(query).every(([name, value]) => name === 'server' || value === undefined)
}

/** Whether a line is one of those, where that can be told here: what contains a text is the host's to say. */
export function fits(line: LogLine, query: LogQuery): boolean {
  const { server, session, instance, levels, sources, since, until } = query
  return (
    (server === undefined || line.server === server) &&
    (session === undefined || line.session === session) &&
    (instance === undefined || line.instance === instance) &&
    (levels === undefined || levels.includes(line.level)) &&
    (sources === undefined || sources.includes(line.source)) &&
    (since === undefined || line.at >= since) &&
    (until === undefined || line.at < until)
  )
}
