import type { CallOutcome } from '../../../shared/records.ts'

/** What calls are asked for by; all of it must fit. */
export interface CallFilter {
  server?: string | undefined
  tool?: string | undefined
  client?: string | undefined
  since?: number | undefined
  until?: number | undefined
  outcomes?: readonly CallOutcome[] | undefined
  slowerThanMs?: number | undefined
  find?: string | undefined
}

export interface Condition {
  sql: string
  values: (string | number)[]
}

/** Of `calls` alone; what is looked for in texts comes last, as it costs most. */
export function conditionsOf(filter: CallFilter): Condition[] {
  const { server, tool, client, since, until, outcomes, slowerThanMs, find } = filter
  const one = (sql: string, value: string | number | undefined): Condition[] =>
    value === undefined ? [] : [{ sql, values: [value] }]
  return [
    ...one('server = ?', server),
    ...one('tool = ?', tool),
    ...one('client = ?', client),
    ...one('at >= ?', since),
    ...one('at < ?', until),
    ...one('duration_ms >= ?', slowerThanMs),
    ...(outcomes ? [{ sql: `outcome IN (${outcomes.map(() => '?').join(', ')})`, values: [...outcomes] }] : []),
    ...(find ? [contains(find)] : []),
  ]
}

export function where(conditions: readonly Condition[]): { where: string; values: (string | number)[] } {
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`,
    values: conditions.flatMap(({ values }) => values),
  }
}

const ofCall = ['tool', 'args_preview', 'result_preview', 'reason']

function contains(find: string): Condition {
  const plain = patterns(find)
  // Bodies are JSON: a quote or a line break stands in them as its escape.
  const inJson = patterns(find, JSON.stringify(find).slice(1, -1))
  const either = (columns: string[], count: number) =>
    columns.flatMap((column) => Array<string>(count).fill(`${column} LIKE ? ESCAPE '\\'`)).join(' OR ')
  const body = either(['args', 'result'], inJson.length)
  return {
    sql: `${either(ofCall, plain.length)} OR EXISTS (SELECT 1 FROM bodies WHERE call = seq AND (${body}))`,
    values: [...ofCall.flatMap(() => plain), ...inJson, ...inJson],
  }
}

/** SQLite's LIKE knows capitals of ASCII only. */
function patterns(...texts: string[]): string[] {
  const all = texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()])
  const folded = new Map(all.map((text) => [text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()), text]))
  return [...folded.values()].map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`)
}
