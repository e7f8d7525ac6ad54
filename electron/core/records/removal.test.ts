import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { Redactor } from './redactor.ts'
import { clear } from './removal.ts'
import { defaultRetention, Retention } from './retention.ts'
import { migrate } from './schema.ts'
import type { Opened, Store } from './store.ts'
import { trapOf } from './testing.ts'
import { Writer } from './writer.ts'

it('leaves what comes while it clears', () => {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  const retention = new Retention(db, { ...defaultRetention })
  const writer = new Writer(db)
  const trap = (id: string, server: string) =>
    void writer.write([{ kind: 'trap', trap: trapOf(id, server) }], new Redactor())
  const store = {
    lastSeq: () => 0,
    sound: <R>(work: (opened: Opened) => R) => work({ db, retention, writer } as unknown as Opened),
  } as unknown as Store
  for (let i = 0; i < 600; i++) trap(`t${i}`, 'time')
  trap('of another', 'git')

  const steps = clear(store, { what: ['traps'], server: 'time' })
  steps.next()
  trap('meanwhile', 'time')
  while (!steps.next().done);
  const left = db.prepare('SELECT id FROM traps ORDER BY seq').all() as { id: string }[]
  expect(left.map(({ id }) => id)).toEqual(['of another', 'meanwhile'])
  db.close()
})
