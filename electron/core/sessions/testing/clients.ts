import { Client as ClientV2, type ClientOptions } from '@modelcontextprotocol/client'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { BridgeTransport, TestBridge } from './test-bridge.ts'
import type { TestHost } from './test-host.ts'

/** The independent older client. */
export async function openV1(host: TestHost, capabilities: object = {}, serve = 'all'): Promise<ClientV1> {
  const client = new ClientV1({ name: 'old', version: '1' }, { capabilities })
  client.fallbackNotificationHandler = async () => undefined
  await client.connect(new BridgeTransport(await TestBridge.open(host.places.socket, serve)) as never)
  return client
}

export async function openV2(host: TestHost, mode: 'legacy' | 'auto', options: ClientOptions = {}): Promise<ClientV2> {
  const client = new ClientV2({ name: 'new', version: '2' }, { versionNegotiation: { mode }, ...options })
  await client.connect(new BridgeTransport(await TestBridge.open(host.places.socket)) as never)
  return client
}

/** A bridge on which `initialize` was done with this revision. */
export async function openRaw(
  host: TestHost,
  protocolVersion = '2025-11-25',
  capabilities: object = {},
): Promise<TestBridge> {
  const bridge = await TestBridge.open(host.places.socket)
  const params = { protocolVersion, capabilities, clientInfo: { name: 'raw', version: '1' } }
  bridge.send({ jsonrpc: '2.0', id: 'init', method: 'initialize', params })
  await bridge.next<{ id: unknown }>(({ id }) => id === 'init')
  bridge.send({ jsonrpc: '2.0', method: 'notifications/initialized' })
  bridge.lines.length = 0
  return bridge
}

/** The `_meta` of a request of revision 2026-07-28. */
export function modernMeta(capabilities: object = {}, version = '2026-07-28'): object {
  return {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': capabilities,
  }
}

/** Text of a result's first content. */
export function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content[0]?.text ?? ''
}
