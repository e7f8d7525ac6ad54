import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Call } from '../../../shared/records.ts'
import type { Questions } from './messages.ts'
import { conditionsOf, where, type CallFilter } from './call-filter.ts'
import { toCall, toDetail, type SqlRow } from './call-rows.ts'
import { latencyOf, toolStatsOf, type TimedCall } from './call-times.ts'
import { atOnce, type Sliced } from './sliced.ts'

type Names = 'calls' | 'call' | 'latency' | 'callTools' | 'callClients'
type Answers = { [N in Names]: (ask: Questions[N]['ask']) => Questions[N]['answer'] }

/** Rows that numbers are made of; the newest, where there are more. */
const mostCounted = 250_000
/** A call is compared with so many earlier ones of its tool. */
const compared = 1000
/** A search through bodies goes back in steps of so many calls. */
const searchStep = 1000

/** Newest first. */
export function callList(db: DatabaseSyncInstance): (ask: Questions['calls']['ask']) => Sliced<Call[]> {
  const all = (text: string, ...values: (string | number)[]) => db.prepare(text).all(...values) as SqlRow[]

  const seqOf = (id: string) => all('SELECT seq FROM calls WHERE id = ?', id)[0]?.['seq'] as number | undefined

  const page = (filter: CallFilter, from: number, below: number, limit: number) => {
    const { where: condition, values } = where([
      { sql: 'seq < ?', values: [below] },
      { sql: 'seq >= ?', values: [from] },
      ...conditionsOf(filter),
    ])
    return all(`SELECT * FROM calls ${condition} ORDER BY seq DESC LIMIT ?`, ...values, limit).map(toCall)
  }

  return function* ({ before, limit, ...filter }) {
    const top = before === undefined ? Number.MAX_SAFE_INTEGER : seqOf(before)
    if (top === undefined) return []
    if (!filter.find) return page(filter, 0, top, limit)
    const [bounds] = all('SELECT min(seq) AS first, max(seq) AS last FROM calls')
    const { first, last } = bounds as { first: number | null; last: number | null }
    const found: Call[] = []
    if (first === null || last === null) return found
    for (let below = Math.min(top, last + 1); below > first && found.length < limit; below -= searchStep) {
      found.push(...page(filter, below - searchStep, below, limit - found.length))
      yield
    }
    return found
  }
}

export function callQueries(db: DatabaseSyncInstance): Answers {
  const all = (text: string, ...values: (string | number)[]) => db.prepare(text).all(...values) as SqlRow[]
  const list = callList(db)

  const timed = (filter: CallFilter): TimedCall[] => {
    const { where: condition, values } = where(conditionsOf(filter))
    const columns = 'id, at, server, tool, outcome, duration_ms AS durationMs'
    return all(
      `SELECT ${columns} FROM calls ${condition} ORDER BY at DESC LIMIT ${mostCounted}`,
      ...values,
    ) as unknown as TimedCall[]
  }

  return {
    calls: (query) => atOnce(list(query)),
    call: (id) => {
      const [row] = all('SELECT calls.*, args, result FROM calls LEFT JOIN bodies ON call = seq WHERE id = ?', id)
      if (!row) return undefined
      const detail = toDetail(row)
      const { server, tool, durationMs } = detail
      if (durationMs === undefined) return detail
      const [rank] = all(
        `SELECT count(*) AS n, sum(duration_ms > ?) AS slower FROM (SELECT duration_ms FROM calls
           WHERE server = ? AND tool = ? AND outcome IN ('answered', 'tool-error') AND id != ? ORDER BY at DESC LIMIT ${compared})`,
        ...[durationMs, server, tool, id],
      )
      const of = (rank?.['n'] ?? 0) as number
      return of === 0 ? detail : { ...detail, ranked: { slower: (rank?.['slower'] ?? 0) as number, of } }
    },
    latency: ({ since, until, buckets, ...filter }) =>
      latencyOf(timed({ since, until, ...filter }), { since, until, buckets }),
    callTools: ({ limit, ...filter }) => toolStatsOf(timed(filter)).slice(0, limit),
    callClients: () => all('SELECT DISTINCT client FROM calls ORDER BY client').map((row) => row['client'] as string),
  }
}
