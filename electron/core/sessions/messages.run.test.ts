import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { modernMeta, openRaw } from './testing/clients.ts'
import { TestBridge } from './testing/test-bridge.ts'
import { TestHost } from './testing/test-host.ts'

interface Answer {
  id: unknown
  error?: { code: number; message: string; data?: { supported?: string[]; requested?: string } }
  result?: Record<string, unknown> & { resultType?: string }
}

let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
})
afterAll(() => host?.close())

const legacy: [line: string | object, id: unknown, code: number][] = [
  ['{', null, -32700],
  ['hello', null, -32700],
  ['{"jsonrpc":"2.0","id":5,"method":"tools/list"', 5, -32700],
  ['{"jsonrpc":"1.0","id":5,"method":"tools/list"}', 5, -32600],
  ['{"id":5,"method":"tools/list"}', 5, -32600],
  ['{"jsonrpc":"2.0","id":null,"method":"tools/list"}', null, -32600],
  ['{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}', null, -32600],
  ['{"jsonrpc":"2.0","id":{},"method":"tools/list"}', null, -32600],
  ['[{"jsonrpc":"2.0","id":5,"method":"tools/list"}]', 5, -32600],
  ['[]', null, -32600],
  ['{"jsonrpc":"2.0","id":5,"method":"no/such"}', 5, -32601],
  ['{"jsonrpc":"2.0","id":5,"method":"server/discover"}', 5, -32601],
  ['{"jsonrpc":"2.0","id":5,"method":"tools/call"}', 5, -32602],
  ['{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"no-such"}}', 5, -32602],
  ['{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","arguments":[]}}', 5, -32602],
  ['{"jsonrpc":"2.0","id":5,"method":"tools/call","params":[]}', 5, -32602],
  ['{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","_meta":7}}', 5, -32602],
  ['{"jsonrpc":"2.0","id":5,"method":"prompts/get","params":{"name":"no-such"}}', 5, -32602],
  ['{"jsonrpc":"2.0","id":5,"method":"resources/read","params":{}}', 5, -32602],
  [
    `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","arguments":${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}}}`,
    5,
    -32600,
  ],
  [
    `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"echo","arguments":{"text":"${'x'.repeat(33 * 1024 * 1024)}"}}}`,
    5,
    -32600,
  ],
  [
    `{"method":"tools/call","params":{"name":"echo","arguments":{"text":"${'x'.repeat(33 * 1024 * 1024)}"}},"jsonrpc":"2.0","id":5}`,
    5,
    -32600,
  ],
]

test.each(legacy)('an older connection: %.70s', async (line, id, code) => {
  const bridge = await openRaw(host)
  bridge.send(line)
  expect(await bridge.next<Answer>(() => true)).toMatchObject({ id, error: { code } })
  bridge.send({ jsonrpc: '2.0', id: 'after', method: 'ping' })
  expect(await bridge.next<Answer>((message) => message.id === 'after')).toMatchObject({ result: {} })
  expect(bridge.lines).toHaveLength(2)
  bridge.close()
})

const meta = modernMeta()
const modern: [message: object, code: number][] = [
  [{ method: 'tools/list' }, -32602],
  [{ method: 'tools/list', params: {} }, -32602],
  [{ method: 'tools/list', params: { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } } }, -32602],
  [{ method: 'tools/list', params: { _meta: { ...meta, 'io.modelcontextprotocol/clientCapabilities': 5 } } }, -32602],
  [{ method: 'tools/call', params: { name: 'echo' } }, -32602],
  [{ method: 'tools/call', params: { name: 'no-such', _meta: meta } }, -32602],
  [{ method: 'tools/call', params: { name: 'echo', _meta: modernMeta({}, '2099-01-01') } }, -32022],
  [{ method: 'tools/list', params: { _meta: modernMeta({}, '2099-01-01') } }, -32022],
  [{ method: 'server/discover', params: { _meta: modernMeta({}, '2099-01-01') } }, -32022],
  [{ method: 'server/discover' }, -32602],
  [{ method: 'ping', params: { _meta: meta } }, -32601],
  [{ method: 'logging/setLevel', params: { level: 'info', _meta: meta } }, -32601],
  [{ method: 'resources/subscribe', params: { uri: 'fixture://note', _meta: meta } }, -32601],
  [{ method: 'subscriptions/listen', params: { _meta: meta } }, -32602],
  [{ method: 'resources/read', params: { uri: 'nowhere://x', _meta: meta } }, -32602],
  [{ method: 'tools/call', params: { name: 'echo', requestState: 'belljar:guess', _meta: meta } }, -32602],
]

test.each(modern)('a modern connection, each request judged for itself: %j', async (message, code) => {
  const bridge = await TestBridge.open(host.places.socket)
  bridge.send({ jsonrpc: '2.0', id: 'first', method: 'tools/list', params: { _meta: meta } })
  const first = await bridge.next<Answer>(({ id }) => id === 'first')
  expect(first.result).toMatchObject({ resultType: 'complete', ttlMs: 0, cacheScope: 'private' })
  bridge.send({ jsonrpc: '2.0', id: 5, ...message })
  const answer = await bridge.next<Answer>(({ id }) => id === 5)
  expect(answer.error?.code).toBe(code)
  if (code === -32022) expect(answer.error?.data).toEqual({ supported: ['2026-07-28'], requested: '2099-01-01' })
  bridge.send({
    jsonrpc: '2.0',
    id: 'after',
    method: 'tools/call',
    params: { name: 'echo', arguments: { text: 'on' }, _meta: meta },
  })
  const after = await bridge.next<Answer>(({ id }) => id === 'after')
  expect(after.result).toMatchObject({ resultType: 'complete', content: [{ type: 'text', text: 'on' }] })
  bridge.close()
})

test('a request before any handshake is refused, and initialize still works', async () => {
  const bridge = await TestBridge.open(host.places.socket)
  bridge.send({ jsonrpc: '2.0', method: 'notifications/initialized' })
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
  expect(await bridge.next<Answer>(({ id }) => id === 1)).toMatchObject({ error: { code: -32600 } })
  bridge.send({ jsonrpc: '2.0', id: 2, method: 'ping' })
  expect(await bridge.next<Answer>(({ id }) => id === 2)).toMatchObject({ result: {} })
  bridge.send({ jsonrpc: '2.0', id: 3, method: 'server/discover', params: { _meta: meta } })
  expect(await bridge.next<Answer>(({ id }) => id === 3)).toMatchObject({
    result: { supportedVersions: ['2026-07-28'], resultType: 'complete' },
  })
  const params = { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'raw', version: '1' } }
  bridge.send({ jsonrpc: '2.0', id: 4, method: 'initialize', params })
  expect(await bridge.next<Answer>(({ id }) => id === 4)).toMatchObject({ result: { protocolVersion: '2024-11-05' } })
  bridge.send({ jsonrpc: '2.0', id: 5, method: 'tools/list' })
  expect((await bridge.next<Answer>(({ id }) => id === 5)).result?.['tools']).toHaveLength(
    host.servers[0]!.tools.length,
  )
  bridge.close()
})

test('batches where the revision has them: one answer line for all of it', async () => {
  const bridge = await openRaw(host, '2025-03-26')
  bridge.send([
    { jsonrpc: '2.0', id: 1, method: 'ping' },
    { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'echo', arguments: { text: 'hi' } } },
    { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 99 } },
    { jsonrpc: '2.0', id: 3, method: 'no/such' },
    5,
  ] as never)
  const answers = await bridge.next<Answer[]>(Array.isArray as never)
  expect(answers.map(({ id }) => id).sort()).toEqual([1, 2, 3, null])
  expect(bridge.lines).toHaveLength(1)
  bridge.close()
})

test('the same id twice at a time: the second is refused, the first answered once', async () => {
  const bridge = await openRaw(host)
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'sleep', arguments: { ms: 200 } } }
  bridge.send(call)
  bridge.send(call)
  bridge.send({ jsonrpc: '2.0', id: 2, method: 'ping' })
  await bridge.next<Answer>(({ result }) => result?.['content'] !== undefined)
  const answers = bridge.lines.map((line) => JSON.parse(line) as Answer)
  expect(answers.filter(({ id }) => id === 1).map(({ error }) => error?.code)).toEqual([-32600, undefined])
  bridge.close()
})

test('an id that was answered may be used again', async () => {
  const bridge = await openRaw(host)
  for (let round = 0; round < 3; round++) {
    bridge.lines.length = 0
    bridge.send({
      ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
      params: { name: 'echo', arguments: { text: `${round}` } },
    })
    expect((await bridge.next<Answer>(({ id }) => id === 1)).result).toMatchObject({ content: [{ text: `${round}` }] })
  }
  bridge.close()
})

test('equal ids of two clients never mix', async () => {
  const bridges = await Promise.all([openRaw(host), openRaw(host), openRaw(host)])
  for (let id = 0; id < 40; id++)
    for (const [at, bridge] of bridges.entries())
      bridge.send({
        jsonrpc: '2.0',
        id,
        method: 'tools/call',
        params: { name: 'echo', arguments: { text: `${at}-${id}` } },
      })
  for (const [at, bridge] of bridges.entries()) {
    for (let id = 0; id < 40; id++) {
      const { result } = await bridge.next<Answer>((message) => message.id === id)
      expect(result).toMatchObject({ content: [{ text: `${at}-${id}` }] })
    }
    expect(bridge.lines).toHaveLength(40)
    bridge.close()
  }
})

test('a client that connects, probes and leaves starts no guest and leaves nothing behind', async () => {
  const before = host.spawned
  const bridge = await TestBridge.open(host.places.socket)
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'server/discover', params: { _meta: meta } })
  await bridge.next<Answer>(({ id }) => id === 1)
  bridge.close()
  await expect.poll(() => host.sessions.list().some(({ id }) => id === bridge.session)).toBe(false)
  expect(host.spawned).toBe(before)
})

test('a first line that is no preamble, of another version, or for a server that is not there is refused in words', async () => {
  await expect(TestBridge.open(host.places.socket, 'nobody').then(({ greeting }) => greeting)).resolves.toMatch(
    /^belljar 1 refused There is no server "nobody"/,
  )
})
