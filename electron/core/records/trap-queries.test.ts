import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TrapRecord } from '../../../shared/records.ts'
import { listTraps } from './trap-queries.ts'
import { migrate } from './schema.ts'

const db = new DatabaseSync(':memory:')
beforeAll(() => {
  migrate(db)
  const insert = db.prepare('INSERT INTO traps (id, server, record) VALUES (?, ?, ?)')
  for (let at = 1; at <= 10; at++) {
    const server = at % 2 === 0 ? 'even' : 'odd'
    const trap: TrapRecord = {
      ...{
        id: `t${at}`,
        at,
        server,
        session: null,
        client: 'Some Desktop',
        tool: `tool_${at}`,
        code: 'panic',
        raw: '',
      },
      message: at === 4 ? 'Index out of bounds' : 'something else',
      frames: [{ index: 0, module: 'm', func: at === 7 ? 'mine::Parser::next' : 'mine::run' }],
    }
    insert.run(trap.id, server, JSON.stringify(trap))
  }
})
afterAll(() => db.close())

const ids = (query: Partial<Parameters<typeof listTraps>[1]>) =>
  listTraps(db, { limit: 200, ...query }).map(({ at }) => at)

it('lists the newest first, page by page', () => {
  expect(ids({ limit: 3 })).toEqual([10, 9, 8])
  expect(ids({ limit: 3, before: 't8' })).toEqual([7, 6, 5])
  expect(ids({ server: 'even', before: 't6' })).toEqual([4, 2])
})

it('filters by time and by what is shown of a trap', () => {
  expect(ids({ since: 3, until: 5 })).toEqual([4, 3])
  expect(ids({ find: 'INDEX out' })).toEqual([4])
  expect(ids({ find: 'parser::' })).toEqual([7])
  expect(ids({ find: 'tool_1', server: 'odd' })).toEqual([1])
  expect(ids({ find: '%' })).toEqual([])
  expect(ids({ find: 'desktop', limit: 2, before: 't9' })).toEqual([8, 7])
})
