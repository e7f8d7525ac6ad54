import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Checked } from '../../../shared/contract.ts'
import type { TrapRecord } from '../../../shared/records.ts'

/**
 * Newest first. Only some thousand traps are kept, so that the filters look at each: at its time, and for a text at what a person
 * sees of it in a list.
 */
export function listTraps(db: DatabaseSyncInstance, query: Checked<'traps.list'>): TrapRecord[] {
  const { server, limit, before, since, until, find } = query
  const wanted: [string, string | number | undefined][] = [
    ['server = ?', server],
    ['seq < (SELECT seq FROM traps WHERE id = ?)', before],
    ["json_extract(record, '$.at') >= ?", since],
    ["json_extract(record, '$.at') < ?", until],
  ]
  const given = wanted.flatMap(([text, value]) => (value === undefined ? [] : [{ text, value }]))
  const where = given.length === 0 ? '' : `WHERE ${given.map(({ text }) => text).join(' AND ')}`
  const rows = db
    .prepare(`SELECT record FROM traps ${where} ORDER BY seq DESC`)
    .iterate(...given.map(({ value }) => value)) as Iterable<{ record: string }>
  const found: TrapRecord[] = []
  const text = find?.toLowerCase() ?? ''
  for (const { record } of rows) {
    const trap = JSON.parse(record) as TrapRecord
    if (text !== '' && !shown(trap).includes(text)) continue
    found.push(trap)
    if (found.length >= limit) break
  }
  return found
}

function shown({ server, tool = '', client, code, message, frames }: TrapRecord): string {
  const functions = frames.map(({ func, at }) => `${func} ${at?.file ?? ''}`).join('\n')
  return `${server}\n${tool}\n${client}\n${code}\n${message}\n${functions}`.toLowerCase()
}
