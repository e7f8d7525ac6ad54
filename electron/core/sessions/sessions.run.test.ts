import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { BridgeTransport, TestBridge } from './testing/test-bridge.ts'
import { TestHost } from './testing/test-host.ts'

let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
})
afterAll(() => host?.close())

async function v1(): Promise<ClientV1> {
  const client = new ClientV1({ name: 'old', version: '1' })
  await client.connect(new BridgeTransport(await TestBridge.open(host.places.socket)) as never)
  return client
}

async function v2(mode: 'legacy' | 'auto' = 'auto'): Promise<ClientV2> {
  const client = new ClientV2({ name: 'new', version: '2' }, { versionNegotiation: { mode } })
  await client.connect(new BridgeTransport(await TestBridge.open(host.places.socket)) as never)
  return client
}

test('an SDK v1 client lists from the catalog without starting a guest, and calls', async () => {
  const before = host.spawned
  const client = await v1()
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toContain('echo')
  expect(host.spawned).toBe(before)
  const result = await client.callTool({ name: 'echo', arguments: { text: 'hi' } })
  expect(result.content).toEqual([{ type: 'text', text: 'hi' }])
  expect(host.spawned).toBe(before + 1)
  await client.close()
})

test.each(['legacy', 'auto'] as const)('an SDK v2 client in %s mode lists and calls', async (mode) => {
  const client = await v2(mode)
  expect(client.getProtocolEra()).toBe(mode === 'auto' ? 'modern' : 'legacy')
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toContain('echo')
  const result = await client.callTool({ name: 'echo', arguments: { text: 'hi' } })
  expect(result.content).toEqual([{ type: 'text', text: 'hi' }])
  await client.close()
})
