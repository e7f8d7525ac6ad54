import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { openV1, textOf } from './testing/clients.ts'
import { TestHost } from './testing/test-host.ts'

let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
})
afterAll(() => host?.close())

test('a tool that is held back: the list changes, the client is told, and a call never reaches the server', async () => {
  const client = await openV1(host)
  const noticed = vi.fn()
  client.fallbackNotificationHandler = async ({ method }) => noticed(method)
  await client.listTools()
  const { spawned } = host
  host.holdTool('fixture', 'echo', true)
  await vi.waitFor(() => expect(noticed).toHaveBeenCalledWith('notifications/tools/list_changed'))
  expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('echo')
  const result = await client.callTool({ name: 'echo', arguments: { text: 'x' } })
  expect(result.isError).toBe(true)
  expect(textOf(result)).toMatch(/tool "echo".*held back until the person approves it/)
  expect(host.calls.at(-1)).toMatchObject({ tool: 'echo', outcome: 'refused' })
  expect(host.spawned).toBe(spawned)
  host.holdTool('fixture', 'echo', false)
  expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
  await client.close()
})
