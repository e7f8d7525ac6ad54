import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { keeper } from './keeper.ts'
import { token, welded } from './welded.ts'

let code: string
beforeAll(async () => {
  code = await welded('keeper', ['keyvalue', 'config'], [])
}, 120_000)

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

function fieldsOf(body: Buffer): Buffer[] {
  if (body.length === 0) return []
  const end = 4 + body.readUInt32LE(0)
  return [body.subarray(4, end), ...fieldsOf(body.subarray(end))]
}

function bodyOf(fields: (string | Uint8Array)[]): Buffer {
  const bytes = fields.map((field) => Buffer.from(field))
  return Buffer.concat(
    bytes.flatMap((field) => [Buffer.of(...new Uint8Array(new Uint32Array([field.length]).buffer)), field]),
  )
}

/** The host's side of the operations, in a few lines: what the guard asks is answered from a map. */
function operate(values: Map<string, Buffer>, op: string, [bucket, ...fields]: Buffer[]): (string | Uint8Array)[] {
  const name = (key: Buffer | undefined) => `${text(bucket)}/${text(key)}`
  const [key, value, expected, next] = fields
  const held = values.get(name(key))
  const optional = (bytes: Buffer | undefined) => (bytes ? [bytes] : [])
  switch (op) {
    case 'get':
      return optional(held)
    case 'set':
      return values.set(name(key), value as Buffer) && []
    case 'delete':
      return values.delete(name(key)) ? [] : []
    case 'exists':
      return [held ? '1' : '0']
    case 'list-keys':
      return [text(key) === '' ? '2' : '', ...[...values.keys()].map((known) => known.split('/')[1] ?? '')]
    case 'increment': {
      const sum = String(BigInt(text(held) || '0') + BigInt(text(value)))
      return values.set(name(key), Buffer.from(sum)) && [sum]
    }
    case 'swap':
      if ((held ? '1' : '0') !== text(value) || text(held) !== text(expected)) return ['0', ...optional(held)]
      return values.set(name(key), next as Buffer) && ['1']
    case 'get-many':
      return fields.flatMap((one) => (values.has(name(one)) ? ['1', values.get(name(one)) as Buffer] : ['0']))
    case 'set-many':
      fields.forEach((one, at) => at % 2 === 0 && values.set(name(one), fields[at + 1] as Buffer))
      return []
    case 'delete-many':
      return fields.map((one) => values.delete(name(one))) && []
    default:
      return []
  }
}

type Refusal = { status: number; said: string | Buffer }

async function host(refuse: (op: string) => Refusal | undefined = () => undefined) {
  const values = new Map<string, Buffer>()
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = Buffer.concat(await request.toArray())
    const op = request.url?.replace('/T2/keyvalue/', '') ?? ''
    const refused = request.method === 'POST' ? refuse(op) : { status: 405, said: '' }
    if (refused) response.writeHead(refused.status).end(refused.said)
    else response.end(bodyOf(operate(values, op, fieldsOf(body))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { values, env: { BELLJAR_CHANNEL: token, BELLJAR_EGRESS: `127.0.0.1:${port}/T2` } }
}

describe('keyvalue', () => {
  it('has every function of store, atomics and batch', async () => {
    const { values, env } = await host()
    const { ask } = keeper(code, { env })
    expect(await ask('get', { key: 'a' })).toBeNull()
    expect(await ask('exists', { key: 'a' })).toBe(false)
    expect(await ask('set', { key: 'a', value: 'é\n' })).toBeNull()
    expect(await ask('get', { key: 'a' })).toBe('é\n')
    expect(await ask('get', { key: 'a', bucket: 'other' })).toBeNull()
    expect(await ask('exists', { key: 'a' })).toBe(true)
    expect(await ask('delete', { key: 'a' })).toBeNull()
    expect(await ask('get', { key: 'a' })).toBeNull()
    expect(await ask('increment', { key: 'n', delta: 5 })).toBe(5)
    expect(await ask('increment', { key: 'n', delta: -7, times: 2 })).toBe(-9)
    expect(await ask('swap', { key: 's', value: 'first' })).toEqual({ before: null, seen: 'first', retried: true })
    expect(text(values.get('/s'))).toBe('retried')
    expect(await ask('set-many', { keys: ['x', 'y'], value: '' })).toBeNull()
    expect(await ask('get-many', { keys: ['x', 'z', 'y'] })).toEqual([
      ['x', ''],
      ['z', null],
      ['y', ''],
    ])
    expect(await ask('delete-many', { keys: ['x', 'z'] })).toBeNull()
    expect(await ask('list-keys')).toEqual({ keys: ['n', 's', 'y'], cursor: '2' })
    expect(await ask('list-keys', { cursor: '2' })).toEqual({ keys: ['n', 's', 'y'], cursor: null })
  })

  it('carries a value of a mebibyte, and says what is too large without asking', async () => {
    const { values, env } = await host()
    const { ask } = keeper(code, { env })
    const mebibyte = 'x'.repeat(1 << 20)
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await ask('set', { key: `k${turn}`, value: mebibyte })).toBeNull()
      expect(await ask('get', { key: `k${turn}` })).toBe(mebibyte)
    }
    expect(await ask('swap', { key: 'k0', value: mebibyte })).toEqual({ refused: 'other: One call is at most 1 MiB.' })
    expect(await ask('set', { key: 'k', value: `${mebibyte}${'x'.repeat(5000)}` })).toEqual({
      refused: 'other: One call is at most 1 MiB.',
    })
    expect([...values.keys()]).toHaveLength(5)
  })

  it.each([
    [403, '', 'access-denied'],
    [507, 'The store is full: 16 MB.', 'other: The store is full: 16 MB.'],
    [413, Buffer.from('x'.repeat(2000)), `other: ${'x'.repeat(300)}`],
    [500, '', 'other: The store does not answer.'],
    [200, 'no fields', 'other: The store does not answer.'],
    [200, Buffer.alloc(2 << 20), 'other: The store does not answer.'],
  ] as const)('hands on a refusal: %d %s', async (status, said, refused) => {
    const { env } = await host((op) => (op === 'open' ? undefined : { status, said }))
    const { ask } = keeper(code, { env })
    expect(await ask('get', { key: 'a' })).toEqual({ refused })
    expect(await ask('get-many', { keys: ['a'] })).toEqual({ refused })
  })

  it('is denied where it is not granted, and where there is no host', async () => {
    const { env } = await host(() => ({ status: 403, said: '' }))
    expect(await keeper(code, { env }).ask('get', { key: 'a' })).toEqual({ refused: 'access-denied' })
    expect(await keeper(code, {}).ask('get', { key: 'a' })).toEqual({ refused: 'access-denied' })
    const nobody = { env: { BELLJAR_EGRESS: '127.0.0.1:1/T2' } }
    expect(await keeper(code, nobody).ask('get', { key: 'a' })).toEqual({
      refused: 'other: The store does not answer.',
    })
  })
})

describe('config', () => {
  it('gives what was granted, and reports every other key', async () => {
    const granted = { url: 'https://a/?b="c"', 'empty key': '' }
    const env = { BELLJAR_CHANNEL: token, BELLJAR_CONFIG: JSON.stringify(granted) }
    const { ask, reports } = keeper(code, { env })
    expect(await ask('config', { key: 'url' })).toBe(granted.url)
    expect(await ask('config', { key: 'empty key' })).toBe('')
    expect(await ask('config-all')).toEqual(Object.entries(granted).sort())
    expect(await ask('config', { key: 'other key' })).toBeNull()
    expect(await ask('config', { key: 'BELLJAR_CONFIG' })).toBeNull()
    await expect.poll(reports).toEqual(['config other key', 'config BELLJAR_CONFIG'])
  })

  it('has nothing where nothing was granted', async () => {
    const { ask } = keeper(code, {})
    expect(await ask('config', { key: 'url' })).toBeNull()
    expect(await ask('config-all')).toEqual([])
  })
})
