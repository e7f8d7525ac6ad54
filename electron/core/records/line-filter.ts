import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Checked } from '../../../shared/contract.ts'
import { logLevels, logSources } from '../../../shared/records.ts'
import { fold } from './fold.ts'
import { gramsOf } from './grams.ts'
import { rangesOf, type Range } from './line-ranges.ts'
import { prepared } from './prepared.ts'
import { facts } from './signer.ts'

export type LineQuery = Checked<'logs.count'> & { before?: number | undefined; after?: number | undefined }

/** A question for lines in the numbers of the database. */
export interface LineFilter {
  /** Oldest first, none over another. */
  ranges: Range[]
  /** Servers and levels to look at, each with each; all of those there are where the question names none. */
  servers: number[]
  levels: number[]
  /** Whether the question names servers or levels. */
  narrow: boolean
  sources: Set<number> | undefined
  origins: Set<number> | undefined
  since: number
  until: number
  /** Folded. */
  find: string
  /** What a block must have so that looking into it is worth while: one of each list. */
  marks: number[][]
}

/** Undefined when no line can be meant. */
export function lineFilter(db: DatabaseSyncInstance, query: LineQuery): LineFilter | undefined {
  const ids = (text: string, ...values: (string | number)[]) =>
    prepared(db, text).all(...values) as { id: number; first: number; last: number }[]
  const servers =
    query.server === undefined
      ? ids('SELECT id FROM servers')
      : ids('SELECT id FROM servers WHERE name = ?', query.server)
  const origins = originsOf(query, ids)
  if (servers.length === 0 || origins?.length === 0) return undefined
  let low = query.after === undefined ? 0 : query.after + 1
  let high = query.before === undefined ? Number.MAX_SAFE_INTEGER : query.before - 1
  if (origins) {
    low = Math.max(low, Math.min(...origins.map(({ first }) => first)))
    high = Math.min(high, Math.max(...origins.map(({ last }) => last)))
  }
  const ranges = rangesOf(db, low, high, query)
  if (ranges.length === 0) return undefined
  const levels = query.levels?.map((level) => logLevels.indexOf(level)) ?? logLevels.map((_, i) => i)
  const sources = query.sources && new Set(query.sources.map((source) => logSources.indexOf(source)))
  const find = fold(query.find ?? '')
  const filter: LineFilter = {
    ranges,
    servers: servers.map(({ id }) => id),
    levels,
    narrow: query.server !== undefined || (query.levels !== undefined && query.levels.length < logLevels.length),
    sources,
    origins: origins && new Set(origins.map(({ id }) => id)),
    since: query.since ?? -Infinity,
    until: query.until ?? Infinity,
    find,
    marks: gramsOf(find).map((at) => [at]),
  }
  const [first] = filter.servers
  if (query.server !== undefined && first !== undefined)
    filter.marks.push(query.levels ? levels.map((level) => facts.level(first, level)) : [facts.server(first)])
  if (sources) filter.marks.push([...sources].map((source) => facts.source(source)))
  if (origins && origins.length <= 16) filter.marks.push(origins.map(({ id }) => facts.origin(id)))
  return filter
}

function originsOf(
  { session, instance }: LineQuery,
  ids: (text: string, ...values: string[]) => { id: number; first: number; last: number }[],
) {
  if (session === undefined && instance === undefined) return undefined
  const wanted = [
    ...(session === undefined ? [] : ['session = ?']),
    ...(instance === undefined ? [] : ['instance = ?']),
  ]
  const values = [session, instance].filter((value) => value !== undefined)
  return ids(`SELECT id, first, last FROM origins WHERE ${wanted.join(' AND ')}`, ...values)
}
