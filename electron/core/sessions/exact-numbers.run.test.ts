import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modernMeta, openRaw } from './testing/clients.ts'
import { TestBridge } from './testing/test-bridge.ts'
import { TestHost } from './testing/test-host.ts'

let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('data', path.resolve(import.meta.dirname, '../../../resources/servers/data-aggregate.wasm'))
})
afterAll(() => host?.close())

const call = (meta: string) =>
  `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"aggregate_list",${meta}"arguments":{"items":[{"n":9007199254740993},{"n":9007199254740994}],"sum_fields":["n"]}}}`

test('integers beyond 2^53 reach a server and come back as they are, in both eras', async () => {
  const legacy = await openRaw(host)
  const modern = await TestBridge.open(host.places.socket)
  for (const [bridge, meta] of [
    [legacy, ''],
    [modern, `"_meta":${JSON.stringify(modernMeta())},`],
  ] as const) {
    bridge.send(call(meta))
    await bridge.next<{ id: unknown }>(({ id }) => id === 7, 30_000)
    const line = bridge.lines.find((one) => one.includes('"id":7'))
    expect(line).toContain('"sum":18014398509481987')
    expect(line).toContain('"min":9007199254740993')
    bridge.close()
  }
})
