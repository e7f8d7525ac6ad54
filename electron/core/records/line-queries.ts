import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Checked } from '../../../shared/contract.ts'
import { logLevels, type LogLine, logSources } from '../../../shared/records.ts'
import { blockSearch, nextLine } from './block-search.ts'
import { fold } from './fold.ts'
import { lineFilter, type LineFilter } from './line-filter.ts'
import type { Range } from './line-ranges.ts'
import type { LiveSignature } from './live-signature.ts'
import { prepared } from './prepared.ts'
import type { Sliced } from './sliced.ts'

export interface LineRow {
  seq: number
  at: number
  server: number
  origin: number
  level: number
  source: number
  text: string
}

/** Numbers that are looked at in one slice where there is no index for the question. */
const windowLines = 8192

export function lineQueries(db: DatabaseSyncInstance, live: LiveSignature) {
  const search = blockSearch(db, live)

  /** Rows that the filter may mean, of one piece of a range, in order. */
  function* pieces(filter: LineFilter, range: Range, back: boolean): Generator<{ low: number; high: number }, void> {
    if (marked(filter)) return yield* search(filter.marks, range.low, range.high, back)
    const next = nextLine(db, back)
    let at = next(back ? range.high : range.low)
    while (at !== undefined && at >= range.low && at <= range.high) {
      const end: number = back ? at - windowLines + 1 : at + windowLines - 1
      yield back ? { low: Math.max(range.low, end), high: at } : { low: at, high: Math.min(range.high, end) }
      at = next(back ? end - 1 : end + 1)
    }
  }

  /** Lines that are meant, looked at one by one; newest first when `back`. Gives the rows of each slice. */
  function* walk(filter: LineFilter, back: boolean): Generator<{ rows: LineRow[]; looked: number }, void> {
    const where = ['seq BETWEEN ? AND ?']
    if (filter.narrow) {
      where.push(`+server IN (${filter.servers.join()})`)
      if (filter.levels.length < logLevels.length) where.push(`+level IN (${filter.levels.join()})`)
    }
    if (filter.sources) where.push(`source IN (${[...filter.sources].join()})`)
    const statement = prepared(
      db,
      `SELECT seq, at, server, origin, level, source, text FROM lines WHERE ${where.join(' AND ')} ORDER BY seq ${back ? 'DESC' : 'ASC'}`,
    )
    for (const range of back ? [...filter.ranges].reverse() : filter.ranges)
      for (const { low, high } of pieces(filter, range, back)) {
        const rows = statement.all(low, high) as unknown as LineRow[]
        yield { rows: rows.filter((row) => meant(filter, range, row)), looked: high - low + 1 }
      }
  }

  /** The numbers of the first lines that are meant, from the index alone. */
  function* byIndex(filter: LineFilter, back: boolean, limit: number): Sliced<LineRow[]> {
    const found: LineRow[] = []
    const extra = filter.sources ? `AND source IN (${[...filter.sources].join()})` : ''
    const time = 'AND at >= ? AND at < ?'
    const order = back ? 'DESC' : 'ASC'
    for (const range of back ? [...filter.ranges].reverse() : filter.ranges) {
      const numbers: number[] = []
      const statement = prepared(
        db,
        `SELECT seq FROM lines WHERE server = ? AND level = ? AND seq BETWEEN ? AND ? ${extra} ${range.sure ? '' : time} ORDER BY seq ${order} LIMIT ?`,
      )
      const bounds = range.sure ? [] : [bounded(filter.since), bounded(filter.until)]
      for (const server of filter.servers)
        for (const level of filter.levels) {
          const rows = statement.all(server, level, range.low, range.high, ...bounds, limit) as { seq: number }[]
          for (const { seq } of rows) numbers.push(seq)
        }
      numbers.sort((a, b) => (back ? b - a : a - b))
      found.push(...rowsOf(numbers.slice(0, limit - found.length)))
      if (found.length >= limit) break
      yield
    }
    return found
  }

  function rowsOf(numbers: readonly number[]): LineRow[] {
    const rows = prepared(
      db,
      'SELECT seq, at, server, origin, level, source, text FROM json_each(?) AS wanted CROSS JOIN lines ON seq = wanted.value ORDER BY wanted.key',
    )
    return rows.all(JSON.stringify(numbers)) as unknown as LineRow[]
  }

  function* list(query: Checked<'logs.list'>): Sliced<LogLine[]> {
    const filter = lineFilter(db, query)
    if (!filter) return []
    const { limit } = query
    const back = query.after === undefined || query.before !== undefined
    const found: LineRow[] = []
    if (filter.narrow && !marked(filter) && filter.find === '') found.push(...(yield* byIndex(filter, back, limit)))
    else
      for (const { rows } of walk(filter, back)) {
        found.push(...rows)
        if (found.length >= limit) break
        yield
      }
    const rows = found.slice(0, limit)
    return named(db, back ? rows.reverse() : rows)
  }

  return { list, walk }
}

/** Whether signatures say where to look. Most lines are of stderr, so that it is asked for rules nothing out. */
function marked(filter: LineFilter): boolean {
  const rare = filter.sources !== undefined && !filter.sources.has(logSources.indexOf('stderr'))
  return filter.find.length >= 3 || filter.origins !== undefined || rare
}

function meant(filter: LineFilter, range: Range, row: LineRow): boolean {
  if (filter.origins && !filter.origins.has(row.origin)) return false
  if (!range.sure && (row.at < filter.since || row.at >= filter.until)) return false
  return filter.find === '' || fold(row.text).includes(filter.find)
}

export function bounded(time: number): number {
  return Math.max(-8.64e15, Math.min(8.64e15, time))
}

/** With names for numbers. */
function named(db: DatabaseSyncInstance, rows: readonly LineRow[]): LogLine[] {
  const origins = new Map<number, { server: string; session: string | null; instance: string | null }>()
  const find = prepared(
    db,
    'SELECT name AS server, session, instance FROM origins JOIN servers ON servers.id = server WHERE origins.id = ?',
  )
  return rows.flatMap((row) => {
    const origin = origins.get(row.origin) ?? (find.get(row.origin) as ReturnType<typeof origins.get>)
    if (!origin) return []
    origins.set(row.origin, origin)
    const { server, session, instance } = origin
    return {
      ...{ seq: row.seq, at: row.at, server, session },
      ...(instance !== null && { instance }),
      source: logSources[row.source] ?? 'host',
      level: logLevels[row.level] ?? 'info',
      text: row.text,
    }
  })
}
