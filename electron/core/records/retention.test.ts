import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { Redactor } from './redactor.ts'
import { defaultRetention, Retention } from './retention.ts'
import { migrate } from './schema.ts'
import { trapOf } from './testing.ts'
import { Writer } from './writer.ts'

const day = 86_400_000

it('prunes by another age at once, though it has looked for what is old a moment ago', () => {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  const retention = new Retention(db, { ...defaultRetention })
  const writer = new Writer(db)
  for (let i = 0; i < 4; i++) {
    const trap = { ...trapOf(`t${i}`), at: Date.now() - (7 * i + 1) * day }
    retention.note(writer.write([{ kind: 'trap', trap }], new Redactor()))
  }
  const left = () => (db.prepare('SELECT count(*) AS n FROM traps').get() as { n: number }).n
  const prune = () => {
    while (retention.prune());
    return left()
  }
  expect(prune()).toBe(4)
  retention.keep({ days: 10, bytes: defaultRetention.bytes })
  expect(prune()).toBe(2)
  db.close()
})
