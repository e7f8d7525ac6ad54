import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { TrapRecord } from '../../../shared/records.ts'
import { callList, callQueries } from './call-queries.ts'
import { readChecks, readHealth, readToolTail } from './checks.ts'
import { lineCount } from './line-count.ts'
import { lineQueries } from './line-queries.ts'
import type { LiveSignature } from './live-signature.ts'
import type { Questions } from './messages.ts'
import { atOnce } from './sliced.ts'
import { listTraps } from './trap-queries.ts'

type Answers = { [N in keyof Questions]: (ask: Questions[N]['ask']) => Questions[N]['answer'] }
type SqlRow = Record<string, unknown>

/** Questions that change nothing. */
export type Answered = Exclude<keyof Questions, 'forget' | 'dismiss' | 'size' | 'clear' | 'keep'>

/** Questions for lines and calls: some of them must look at many. */
export function slicedReader(db: DatabaseSyncInstance, live: LiveSignature) {
  const queries = lineQueries(db, live)
  return { logs: queries.list, countLogs: lineCount(db, queries), calls: callList(db) }
}

/** Every question that changes nothing. Each one walks an index from its end, so that a million rows cost as much as a thousand. */
export function reader(db: DatabaseSyncInstance, live: LiveSignature): Pick<Answers, Answered> {
  const all = (text: string, ...values: (string | number)[]) => db.prepare(text).all(...values) as SqlRow[]
  const one = (text: string, ...values: (string | number)[]) => all(text, ...values)[0]
  const sliced = slicedReader(db, live)

  return {
    ...callQueries(db),
    logs: (query) => atOnce(sliced.logs(query)),
    countLogs: (query) => atOnce(sliced.countLogs(query)),
    denials: ({ server, limit, before, call }) => {
      const { where, values } = conditions(
        server,
        before === undefined ? [] : ['seq < (SELECT seq FROM denials WHERE id = ?)', before],
        // Without an index: so few are kept of a server that reading them all is quick.
        call === undefined ? [] : ["json_extract(record, '$.call') = ?", call],
      )
      return all(`SELECT record FROM denials ${where} ORDER BY seq DESC LIMIT ?`, ...values, limit).map(toDenial)
    },
    openDenials: (limit) =>
      all('SELECT record FROM denials WHERE dismissed = 0 ORDER BY seq DESC LIMIT ?', limit).map(toDenial),
    requests: ({ server, limit, before, call }) => {
      const { where, values } = conditions(
        server,
        before === undefined ? [] : ['seq < (SELECT seq FROM requests WHERE id = ?)', before],
        call === undefined ? [] : ['call = ?', call],
      )
      return all(`SELECT record FROM requests ${where} ORDER BY seq DESC LIMIT ?`, ...values, limit).map(toRequest)
    },
    traps: (query) => listTraps(db, query),
    trap: (id) => {
      const row = one('SELECT record FROM traps WHERE id = ?', id)
      return row && toTrap(row)
    },
    checks: (since) => readChecks(db, since),
    health: (ask) => readHealth(db, ask),
    toolTail: (ask) => readToolTail(db, ask),
    stats: () =>
      all('SELECT server, calls, traps, last_call_at FROM totals').map((row) => [
        row['server'] as string,
        {
          calls: row['calls'] as number,
          traps: row['traps'] as number,
          ...given({ lastCallAt: row['last_call_at'] as number | null }),
        },
      ]),
  }
}

function conditions(server: string | undefined, ...more: (string | number)[][]) {
  const given = [...(server === undefined ? [] : [['server = ?', server]]), ...more].filter((each) => each.length > 0)
  const texts = given.map(([text]) => text)
  return {
    where: texts.length ? `WHERE ${texts.join(' AND ')}` : '',
    values: given.map((each) => each[1] as string | number),
  }
}

function toTrap(row: SqlRow): TrapRecord {
  return JSON.parse(row['record'] as string) as TrapRecord
}

function toDenial(row: SqlRow): Denial {
  return JSON.parse(row['record'] as string) as Denial
}

function toRequest(row: SqlRow): OutgoingRequest {
  return JSON.parse(row['record'] as string) as OutgoingRequest
}

/** Without what SQL calls NULL: the types say absent. */
function given<T extends Record<string, string | number | null>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as never
}
