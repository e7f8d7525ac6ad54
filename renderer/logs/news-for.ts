import type { LogLine, LogNews } from '../../shared/records.ts'
import { fits, isPlain, type LogQuery } from './log-query.ts'

/** What news says about the lines of one query. */
export interface NewsFor {
  /**
   * `none`: nothing. `all`: `lines` are all that came. `newest`: they are the newest of what came, with none missing between them.
   * `some`: others may have come too, so the host has to be asked.
   */
  kind: 'none' | 'all' | 'newest' | 'some'
  lines: LogLine[]
  /** How many came; null where only the host can say. */
  count: number | null
}

/** Fewer lines than this would leave half of a window empty: then the host is asked for a page. */
const aWindowful = 100

export function newsFor(news: LogNews, query: LogQuery): NewsFor {
  const { server } = query
  const came =
    server === undefined ? Object.values(news.counts).reduce((sum, each) => sum + each, 0) : (news.counts[server] ?? 0)
  if (came === 0) return { kind: 'none', lines: [], count: 0 }
  const own = server === undefined ? news.lines : news.lines.filter((line) => line.server === server)
  const plain = isPlain(query)
  const whole = own.length >= came
  if (query.find !== undefined) return { kind: 'some', lines: [], count: null }
  const lines = plain ? own : own.filter((line) => fits(line, query))
  if (whole) return { kind: lines.length === 0 ? 'none' : 'all', lines, count: lines.length }
  if (!plain) return { kind: 'some', lines: [], count: null }
  return lines.length < aWindowful ? { kind: 'some', lines: [], count: came } : { kind: 'newest', lines, count: came }
}
