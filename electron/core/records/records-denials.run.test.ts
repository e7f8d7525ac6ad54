import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import { Redactor } from './redactor.ts'
import { migrations } from './schema.ts'
import { again, at, page, prepare, sleep, start } from './testing.ts'

prepare()

const denialOf = (id: string, server = 'time', more: Partial<Denial> = {}): Denial => ({
  id,
  at: 1,
  server,
  session: 's1',
  client: 'claude',
  by: 'guard',
  text: 'Denied a write to /src/a',
  reason: 'The folder is granted read-only.',
  suggest: { kind: 'directory', path: '/src', access: 'write' },
  count: 1,
  ...more,
})
const requestOf = (id: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  id,
  at: 1,
  server: 'time',
  session: 's1',
  method: 'GET',
  origin: 'https://api.example.com',
  outcome: 'answered',
  status: 200,
  sentBytes: 0,
  receivedBytes: 5,
  durationMs: 1.5,
  ...more,
})
const ids = (list: { id: string }[]) => list.map(({ id }) => id)

describe('Records of denials and requests', () => {
  it('keeps them over a restart, with the newest state of each denial', async () => {
    let records = await start()
    records.denied(denialOf('d3', 'time', { call: 'c1' }))
    records.denied(denialOf('d1'))
    records.denied(denialOf('d2'))
    records.denied(denialOf('d1', 'time', { count: 7 }))
    records.requested(requestOf('r1', { call: 'c1' }))
    records.requested(requestOf('r2'))
    for (let round = 0; round < 2; round++) {
      expect(await records.denials(page)).toEqual([
        denialOf('d2'),
        denialOf('d1', 'time', { count: 7 }),
        denialOf('d3', 'time', { call: 'c1' }),
      ])
      expect(await records.requests(page)).toEqual([requestOf('r2'), requestOf('r1', { call: 'c1' })])
      expect(ids(await records.requests({ ...page, call: 'c1' }))).toEqual(['r1'])
      expect(ids(await records.denials({ ...page, call: 'c1' }))).toEqual(['d3'])
      records = await again()
    }
    expect(at.notices).toEqual([])
  })

  it('pages, by server and over all, and forgets a server', async () => {
    const records = await start()
    for (let n = 0; n < 30; n++) {
      const server = n % 2 ? 'odd' : 'even'
      records.denied(denialOf(`d${n}`, server))
      records.requested(requestOf(`r${n}`, { server, call: 'c' }))
    }
    expect(ids(await records.denials({ limit: 3 }))).toEqual(['d29', 'd28', 'd27'])
    expect(ids(await records.denials({ limit: 3, before: 'd4', server: 'even' }))).toEqual(['d2', 'd0'])
    expect(ids(await records.requests({ limit: 2, before: 'r28' }))).toEqual(['r27', 'r26'])
    expect(ids(await records.requests({ limit: 9, before: 'r5', server: 'even', call: 'c' }))).toEqual([
      'r4',
      'r2',
      'r0',
    ])
    await records.forget('even')
    expect(ids(await records.denials({ limit: 2 }))).toEqual(['d29', 'd27'])
    expect(ids(await records.requests({ limit: 2 }))).toEqual(['r29', 'r27'])
  })

  it('dismisses one, those of a server, or all, for good', async () => {
    let records = await start()
    for (const [id, server] of [
      ['a', 'x'],
      ['b', 'x'],
      ['c', 'y'],
      ['d', 'y'],
      ['e', 'z'],
    ] as const)
      records.denied(denialOf(id, server))
    expect(await records.dismissDenials({ id: 'd' })).toEqual(['d'])
    expect(await records.dismissDenials({ id: 'd' })).toEqual([])
    records.denied(denialOf('d', 'y', { count: 2 }))
    expect(ids(await records.openDenials(50))).toEqual(['e', 'c', 'b', 'a'])
    expect(await records.dismissDenials({ server: 'x' })).toEqual(['a', 'b'])
    records = await again()
    expect(ids(await records.openDenials(50))).toEqual(['e', 'c'])
    expect(ids(await records.openDenials(1))).toEqual(['e'])
    expect(await records.dismissDenials({})).toEqual(['c', 'e'])
    expect(await records.openDenials(50)).toEqual([])
    expect(await records.denials(page)).toHaveLength(5)
  })

  it('tells listeners of both, of each the newest state', async () => {
    const records = await start()
    const told: (Denial | OutgoingRequest)[][] = []
    records.onDenials((list) => void told.push(list))
    records.onRequests((list) => void told.push(list))
    for (let count = 1; count <= 500; count++) records.denied(denialOf('d1', 'time', { count }))
    records.requested(requestOf('r1'))
    await sleep(50)
    expect(told).toEqual([[denialOf('d1', 'time', { count: 500 })], [requestOf('r1')]])
  })

  it('blanks secrets out, also in a name of a host, and suggests nothing that holds one', async () => {
    const secret = 'S3cret-Canary-Value'
    const records = await start({ redact: new Redactor([secret]) })
    const host = `${secret.toLowerCase()}.evil.example`
    const told: unknown[] = []
    records.onDenials((list) => void told.push(list))
    records.denied(
      denialOf('d1', 'time', {
        text: `Denied a request to https://${host}`,
        suggest: { kind: 'host', pattern: host },
      }),
    )
    records.denied(denialOf('d2', 'time', { text: `Denied a write to /src/${secret}`, tool: secret, client: secret }))
    records.requested(requestOf('r1', { origin: `https://${host}`, reason: `No address for ${host}.` }))
    const kept = [await records.denials(page), await records.requests(page), told]
    expect(JSON.stringify(kept).toLowerCase()).not.toContain(secret.toLowerCase())
    expect((await records.denials(page)).map(({ suggest }) => suggest?.kind)).toEqual(['directory', undefined])
    expect((await records.requests(page))[0]!.origin).toBe('https://[redacted].evil.example')
  })

  it('keeps only so many of each', async () => {
    const records = await start({ retention: { denials: 100, requests: 200 } })
    for (let n = 0; n < 1000; n++) {
      records.denied(denialOf(`d${n}`))
      records.requested(requestOf(`r${n}`))
    }
    await expect.poll(async () => (await records.denials({ limit: 1000 })).length).toBeLessThan(110)
    await expect.poll(async () => (await records.requests({ limit: 1000 })).length).toBeLessThan(220)
    expect(ids(await records.denials({ limit: 1 }))).toEqual(['d999'])
    expect(ids(await records.requests({ limit: 1 }))).toEqual(['r999'])
  })

  it('lets no server push out those of another', async () => {
    const records = await start({ retention: { denials: 100, requests: 200 } })
    records.denied(denialOf('mine', 'quiet'))
    records.requested(requestOf('mine', { server: 'quiet' }))
    for (let n = 0; n < 1000; n++) {
      records.denied(denialOf(`d${n}`, 'loud'))
      records.requested(requestOf(`r${n}`, { server: 'loud' }))
    }
    await expect.poll(async () => (await records.denials({ limit: 1000 })).length).toBeLessThan(110)
    await expect.poll(async () => (await records.requests({ limit: 1000 })).length).toBeLessThan(220)
    expect(ids(await records.denials({ limit: 9, server: 'quiet' }))).toEqual(['mine'])
    expect(ids(await records.requests({ limit: 9, server: 'quiet' }))).toEqual(['mine'])
    expect(ids(await records.requests({ limit: 1 }))).toEqual(['r999'])
  })

  it('takes over the records of the version before', async () => {
    const db = new DatabaseSync(at.file)
    db.exec(
      `${migrations[0]}; INSERT INTO logs VALUES (7, 1, 'time', NULL, NULL, 'stderr', 'info', 'old'); PRAGMA user_version = 1`,
    )
    db.close()
    const next = await start()
    next.denied(denialOf('d1'))
    next.requested(requestOf('r1'))
    expect((await next.logs(page)).map(({ text }) => text)).toEqual(['old'])
    expect(await next.denials(page)).toHaveLength(1)
    expect(await next.requests(page)).toHaveLength(1)
    expect(at.notices).toEqual([])
  })
})
