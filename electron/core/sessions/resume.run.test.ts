import { existsSync, readdirSync } from 'node:fs'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { modernMeta, openRaw, textOf } from './testing/clients.ts'
import { BridgeTransport, TestBridge } from './testing/test-bridge.ts'
import { Journal } from './journal.ts'
import { TestHost } from './testing/test-host.ts'

interface Answer {
  id?: unknown
  method?: string
  error?: { code: number; message: string }
  result?: { isError?: boolean; content?: { text: string }[]; resultType?: string }
}

let host: TestHost

beforeEach(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
})
afterEach(() => host?.close())

/** The host is killed and another one takes its place. */
async function nextHost(): Promise<void> {
  const dead = host
  await dead.kill()
  host = new TestHost(dead.places.home)
  host.shareCode(dead)
  await host.start()
}

test('killed in mid-call: that call gets an error, and the same older session goes on', async () => {
  const bridge = await TestBridge.open(host.places.socket)
  const client = new ClientV1({ name: 'old', version: '1' })
  await client.connect(new BridgeTransport(bridge) as never)
  await client.setLoggingLevel('error')
  await client.subscribeResource({ uri: 'fixture://note' })
  await client.callTool({ name: 'echo', arguments: { text: 'x' } })
  const lost = client.callTool({ name: 'cancel-me' })
  const alsoLost = client.listTools()
  await alsoLost
  bridge.onClose = undefined
  await vi.waitFor(() => expect(host.calls.at(-1)?.tool).toBe('cancel-me'))
  await nextHost()
  const lines = bridge.lines.length
  const startedAt = performance.now()
  await bridge.connect(host.places.socket)
  const result = await lost
  expect(performance.now() - startedAt).toBeLessThan(1000)
  expect(result.isError).toBe(true)
  expect(textOf(result)).toBe('Belljar was restarted while this call ran; it may or may not have taken effect.')
  // What was replayed in the new host is answered to nobody.
  expect(bridge.lines.slice(lines)).toHaveLength(1)
  expect(host.sessions.list()).toMatchObject([
    { client: { name: 'old' }, era: 'legacy', protocolVersion: '2025-11-25' },
  ])
  const state = JSON.parse(textOf(await client.callTool({ name: 'state' }))) as object
  expect(state).toMatchObject({
    logLevel: 'error',
    subscriptions: ['fixture://note'],
    client: { name: 'belljar (for old)' },
  })
  await client.close()
  await expect.poll(() => readdirSync(host.places.journals)).toEqual([])
})

test('a modern session goes on, its subscription too', async () => {
  const bridge = await TestBridge.open(host.places.socket)
  const listen = { notifications: { toolsListChanged: true }, _meta: modernMeta() }
  bridge.send({ jsonrpc: '2.0', id: 'l', method: 'subscriptions/listen', params: listen })
  await bridge.next<Answer>(({ method }) => method === 'notifications/subscriptions/acknowledged')
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'cancel-me', _meta: modernMeta() } })
  await vi.waitFor(() => expect(host.calls).toHaveLength(1))
  await nextHost()
  bridge.lines.length = 0
  await bridge.connect(host.places.socket)
  expect(await bridge.next<Answer>(({ id }) => id === 1)).toMatchObject({
    result: { isError: true, resultType: 'complete' },
  })
  expect(bridge.lines).toHaveLength(1)
  host.enableTool('fixture', 'echo', false)
  expect(await bridge.next<Answer>(({ method }) => method === 'notifications/tools/list_changed')).toMatchObject({
    params: { _meta: { 'io.modelcontextprotocol/subscriptionId': 'l' } },
  })
  host.enableTool('fixture', 'echo', true)
  bridge.send({
    jsonrpc: '2.0',
    id: 2,
    method: 'tools/call',
    params: { name: 'echo', arguments: { text: 'on' }, _meta: modernMeta() },
  })
  expect(await bridge.next<Answer>(({ id }) => id === 2)).toMatchObject({ result: { content: [{ text: 'on' }] } })
  bridge.close()
})

test('what the dead host did not take is sent again and runs once', async () => {
  const bridge = await openRaw(host)
  await nextHost()
  // Written into a dead socket.
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'echo', arguments: { text: 'once' } } })
  await bridge.connect(host.places.socket)
  expect(await bridge.next<Answer>(({ id }) => id === 1)).toMatchObject({ result: { content: [{ text: 'once' }] } })
  expect(host.calls).toHaveLength(1)
  bridge.close()
})

test('what was switched while no host was there is told to the client', async () => {
  const bridge = await openRaw(host)
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
  await bridge.next<Answer>(({ id }) => id === 1)
  await nextHost()
  host.enableTool('fixture', 'echo', false)
  await bridge.connect(host.places.socket)
  await bridge.next<Answer>(({ method }) => method === 'notifications/tools/list_changed')
  host.enableTool('fixture', 'echo', true)
  bridge.close()
})

test('journals of bridges that are gone are removed when a host starts', async () => {
  const bridge = await openRaw(host)
  const { journals } = host.places
  const header = {
    belljar: 1,
    version: '0.1.0',
    session: 'cd'.repeat(16),
    serve: 'all',
    pid: 2 ** 22 + 1,
    resume: false,
  }
  new Journal(`${journals}/${header.session}.journal`, { header }).close()
  await nextHost()
  await expect.poll(() => readdirSync(journals)).toEqual([`${bridge.session}.journal`])
  bridge.close()
})

test('twenty hosts one after another, one session', async () => {
  const bridge = await openRaw(host)
  for (let round = 1; round <= 20; round++) {
    await nextHost()
    await bridge.connect(host.places.socket)
    bridge.send({
      jsonrpc: '2.0',
      id: round,
      method: 'tools/call',
      params: { name: 'echo', arguments: { text: `${round}` } },
    })
    expect(await bridge.next<Answer>(({ id }) => id === round)).toMatchObject({
      result: { content: [{ text: `${round}` }] },
    })
  }
  expect(bridge.lines).toHaveLength(20)
  bridge.close()
}, 120_000)

test('a host that quits answers what is in flight and keeps the journal for the next', async () => {
  const bridge = await openRaw(host)
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'cancel-me' } })
  await vi.waitFor(() => expect(host.sessions.instances().some(({ state }) => state.kind === 'running')).toBe(true))
  await host.sessions.quit('Belljar is quitting.')
  const answer = await bridge.next<Answer>(({ id }) => id === 1)
  expect(answer.result?.content?.[0]?.text).toContain('Belljar is quitting.')
  expect(host.sessions.instances()).toEqual([])
  expect(existsSync(`${host.places.journals}/${bridge.session}.journal`)).toBe(true)
  await nextHost()
  await bridge.connect(host.places.socket)
  bridge.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'echo', arguments: { text: 'on' } } })
  expect(await bridge.next<Answer>(({ id }) => id === 2)).toMatchObject({ result: { content: [{ text: 'on' }] } })
  bridge.close()
})

test('a bridge that comes back to the same host takes its session over', async () => {
  const bridge = await openRaw(host)
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'sleep', arguments: { ms: 500 } } })
  await vi.waitFor(() => expect(host.calls).toHaveLength(1))
  await bridge.connect(host.places.socket)
  expect((await bridge.next<Answer>(({ id }) => id === 1)).result?.isError).toBeFalsy()
  expect(host.sessions.list()).toHaveLength(1)
  expect(host.calls).toHaveLength(1)
  bridge.close()
})
