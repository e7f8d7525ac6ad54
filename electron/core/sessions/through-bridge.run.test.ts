import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { Client as ClientV2 } from '@modelcontextprotocol/client'
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { implementations } from '../../../test/bridge/implementations.ts'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { textOf } from './testing/clients.ts'
import { TestHost } from './testing/test-host.ts'

let host: TestHost
const bridges = await implementations()

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
  await mkdir(host.places.bin, { recursive: true })
  // No host may be started: the test is the host.
  await writeFile(`${host.places.bin}/start`, '1\n/bin/false\n')
})
afterAll(() => host?.close())

describe.each(bridges)('$name bridge', ({ command, args }) => {
  const entry = () => ({ command, args: [...args, 'all', '--home', host.places.home], stderr: 'inherit' as const })

  test('real clients of both SDKs list and call, and their guests end with them', async () => {
    const v1 = new ClientV1({ name: 'old', version: '1' })
    await v1.connect(new StdioV1(entry()))
    const v2 = new ClientV2({ name: 'new', version: '2' }, { versionNegotiation: { mode: 'auto' } })
    const before = host.spawned
    await v2.connect(new StdioV2(entry()))
    expect(v2.getProtocolEra()).toBe('modern')
    expect(host.spawned).toBe(before)
    for (const client of [v1, v2]) {
      expect((await client.listTools()).tools.map(({ name }) => name)).toContain('echo')
      expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'hi' } }))).toBe('hi')
      expect((await client.callTool({ name: 'trap' })).isError).toBe(true)
      expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    }
    await v1.close()
    await v2.close()
    await expect.poll(() => host.sessions.list(), { timeout: 5000 }).toEqual([])
    await expect.poll(() => host.sessions.instances(), { timeout: 5000 }).toEqual([])
  })

  test('the host dies in mid-call: the call fails in words, and the same client goes on with the next host', async () => {
    const client = new ClientV1({ name: 'old', version: '1' })
    await client.connect(new StdioV1(entry()))
    await client.callTool({ name: 'echo', arguments: { text: 'hi' } })
    const lost = client.callTool({ name: 'cancel-me' })
    await vi.waitFor(() => expect(host.calls.at(-1)?.tool).toBe('cancel-me'))
    const dead = host
    await dead.kill()
    host = new TestHost(dead.places.home)
    host.shareCode(dead)
    await host.start()
    const result = await lost
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('Belljar was restarted while this call ran')
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    expect((await client.listTools()).tools.length).toBeGreaterThan(5)
    await client.close()
    await expect.poll(() => host.sessions.list(), { timeout: 5000 }).toEqual([])
    expect(existsSync(`${host.places.run}/starting`)).toBe(false)
  })
})
