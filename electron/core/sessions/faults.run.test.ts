import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { openRaw, openV1, openV2, textOf } from './testing/clients.ts'
import { TestHost } from './testing/test-host.ts'

let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
})
afterAll(() => host?.close())

test('twenty traps in a row: each is answered in one clear line, and the call after it works at once', async () => {
  const client = await openV1(host)
  const traps = host.traps.length
  for (let round = 1; round <= 20; round++) {
    const startedAt = performance.now()
    const result = await client.callTool({ name: 'trap' })
    expect(result.isError).toBe(true)
    const record = host.traps.at(-1)!
    expect(host.traps.length).toBe(traps + round)
    expect(textOf(result)).toContain(record.id)
    expect(textOf(result)).toContain('inner_fault')
    expect(textOf(result)).not.toContain('\n')
    const next = await client.callTool({ name: 'echo', arguments: { text: String(round) } })
    expect(textOf(next)).toBe(String(round))
    expect(performance.now() - startedAt).toBeLessThan(5000)
  }
  const record = host.traps.at(-1)!
  expect(record).toMatchObject({ server: 'fixture', tool: 'trap', client: 'old', code: 'unreachable' })
  expect(record.raw).toContain('wasm backtrace')
  expect(host.calls.find(({ id }) => id === record.call)).toMatchObject({ outcome: 'trapped', trap: record.id })
  await client.close()
}, 120_000)

test.each([
  ['panic', 'item 7 of 3', 'trapped'],
  ['exit-0', 'exited with code 0', 'exited'],
  ['exit-3', 'exited with code 3', 'exited'],
  ['cut', 'unreachable', 'trapped'],
] as const)('%s in mid-call is an error result, and the session goes on', async (tool, said, outcome) => {
  for (const client of [await openV1(host), await openV2(host, 'auto')]) {
    const result = await client.callTool({ name: tool })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain(said)
    expect(host.calls.at(-1)).toMatchObject({ tool, outcome })
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    await client.close()
  }
})

test('a trap after the answer disturbs nobody', async () => {
  const client = await openV1(host)
  expect((await client.callTool({ name: 'trap-after' })).isError).toBeFalsy()
  for (let round = 0; round < 3; round++)
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toMatch(/on|trapped/)
  expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
  await client.close()
})

test('a call that takes too long is ended with its child, and the next one works', async () => {
  const server = host.servers[0]!
  server.limits = { ...server.limits, callMs: 400 }
  try {
    const client = await openV1(host)
    const result = await client.callTool({ name: 'spin' })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('400 ms')
    expect(host.calls.at(-1)).toMatchObject({ tool: 'spin', outcome: 'timed-out' })
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    await client.close()
  } finally {
    server.limits = { ...server.limits, callMs: 50_000 }
  }
})

test('calls at one child: those it had are lost with it, those behind them go to the next', async () => {
  const bridge = await openRaw(host)
  const call = (id: number, name: string) =>
    bridge.send({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name, arguments: { ms: 300, text: String(id) } },
    })
  call(0, 'sleep')
  call(1, 'trap')
  for (let id = 2; id <= 14; id++) call(id, 'echo')
  const results: { id: number; result: { isError?: boolean } }[] = []
  for (let id = 0; id <= 14; id++) results.push(await bridge.next((message) => message.id === id))
  expect(results[0]!.result.isError).toBeFalsy()
  expect(results[1]!.result.isError).toBe(true)
  // Eight were with the child at a time; the answer to the first let one more in.
  expect(results.slice(2).filter(({ result }) => result.isError).length).toBeLessThanOrEqual(7)
  for (const { id, result } of results.slice(10)) expect([id, result.isError]).toEqual([id, undefined])
  expect(bridge.lines.length).toBe(15)
  bridge.close()
})

test('a guest that spins does not outlive its client for long', async () => {
  const bridge = await openRaw(host)
  bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'spin' } })
  const mine = () => host.sessions.instances().find(({ session }) => session === bridge.session)
  await expect.poll(() => mine()?.state.kind).toBe('running')
  const { pid } = mine()!
  bridge.socket.destroy()
  await expect.poll(() => isAlive(pid!), { timeout: 4000 }).toBe(false)
  await expect.poll(() => host.sessions.instances().length).toBe(0)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('noise, double answers and foreign ids become log lines and never reach the client', async () => {
  const bridge = await openRaw(host)
  for (const [id, name] of ['noise', 'double', 'wrong-id', 'stderr', 'log'].entries()) {
    bridge.send({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name, arguments: { lines: 3, text: 'said so', times: 2 } },
    })
    if (name !== 'wrong-id') await bridge.next<{ id?: number }>((message) => message.id === id)
  }
  const logs = host.logs.filter(({ session }) => session === bridge.session)
  expect(logs.filter(({ source, text }) => source === 'stdout' && text.includes('noise'))).toHaveLength(3)
  expect(logs.some(({ source, text }) => source === 'host' && text.includes('not waiting'))).toBe(true)
  expect(logs.some(({ source, text }) => source === 'stderr' && text.includes('said so'))).toBe(true)
  expect(logs.some(({ source, text }) => source === 'mcp' && text.includes('said so'))).toBe(true)
  const ids = bridge.lines.map((line) => (JSON.parse(line) as { id?: number }).id).filter((id) => id !== undefined)
  expect(ids).toHaveLength(new Set(ids).size)
  for (const id of ids) expect([0, 1, 2, 3, 4]).toContain(id)
  bridge.close()
})

test('a flood without a newline is bounded, said in the log, and ends with the call limit or an answer', async () => {
  const client = await openV1(host)
  expect(textOf(await client.callTool({ name: 'flood', arguments: { mb: 64 } }))).toBe('flooded')
  expect(host.logs.some(({ text }) => text.includes('more than 32 MB'))).toBe(true)
  expect(textOf(await client.callTool({ name: 'noise', arguments: { lines: 20_000 } }))).toBe('done')
  expect(host.logs.filter(({ source }) => source === 'stdout').length).toBeGreaterThanOrEqual(20_000)
  await client.close()
}, 60_000)

test('a client that does not read gets everything in the end, and does not fill the memory meanwhile', async () => {
  const bridge = await openRaw(host)
  bridge.socket.pause()
  for (let id = 1; id <= 20; id++)
    bridge.send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'big', arguments: { bytes: 10_000_000 } } })
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(host.calls.filter(({ session, outcome }) => session === bridge.session && outcome).length).toBeLessThan(5)
  bridge.socket.resume()
  for (let id = 1; id <= 20; id++)
    await expect.poll(() => bridge.lines.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(id)
  expect(bridge.lines).toHaveLength(20)
  bridge.close()
}, 60_000)

test('what was kept of the era may be wrong: the server is asked again', async () => {
  const wrong = { ...host.servers[0]!.catalog!, era: 'modern' as const }
  const tools = [{ name: 'echo', clientName: 'other_echo', inputSchema: {}, enabled: true }]
  const server = await host.add('other', await fixture('fixture-server-p1'), { catalog: wrong, tools })
  const client = await openV1(host)
  expect(textOf(await client.callTool({ name: 'other_echo', arguments: { text: 'on' } }))).toBe('on')
  await client.close()
  host.servers.splice(host.servers.indexOf(server), 1)
})

test('a huge answer passes, one over 32 MiB or too deep is an error at once', async () => {
  const client = await openV1(host)
  expect(textOf(await client.callTool({ name: 'big', arguments: { bytes: 20_000_000 } }))).toHaveLength(20_000_000)
  await expect(client.callTool({ name: 'nest', arguments: { depth: 50_000 } })).rejects.toThrow(/nested too deeply/)
  await expect(client.callTool({ name: 'big', arguments: { bytes: 34_000_000 } })).rejects.toThrow(
    /longer than its output limit of 32 MB/,
  )
  expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
  await client.close()
}, 60_000)

test('a server that cannot be started says why at once', async () => {
  const catalog = host.servers[0]!.catalog!
  const tools = [{ name: 'boot', inputSchema: { type: 'object' } }]
  const server = await host.add('broken', await fixture('exit-3'), {
    catalog: { ...catalog, tools },
    tools: [{ name: 'boot', clientName: 'boot', inputSchema: {}, enabled: true }],
  })
  const client = await openV1(host)
  const first = await client.callTool({ name: 'boot' })
  expect(first.isError).toBe(true)
  expect(textOf(first)).toContain('exited with code 3 before it was ready')
  const startedAt = performance.now()
  expect(textOf(await client.callTool({ name: 'boot' }))).toContain('exited with code 3')
  expect(performance.now() - startedAt).toBeLessThan(400)
  await client.close()
  host.servers.splice(host.servers.indexOf(server), 1)
})

test('an idle child is stopped, unless the server is stateful, and the next call starts another', async () => {
  const server = host.servers[0]!
  for (const stateful of [false, true]) {
    Object.assign(server, { stateful, limits: { ...server.limits, idleMs: 300 } })
    const openedAt = Date.now()
    const client = await openV1(host)
    await client.callTool({ name: 'echo', arguments: { text: 'a' } })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const mine = host.sessions.list().find(({ connectedAt }) => connectedAt >= openedAt)
    const kinds = host.sessions.instances().flatMap(({ session, state }) => (session === mine?.id ? [state.kind] : []))
    expect(kinds).toEqual([stateful ? 'running' : 'stopped'])
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    await client.close()
    await expect.poll(() => host.sessions.instances().length).toBe(0)
  }
  Object.assign(server, { stateful: false, limits: { ...server.limits, idleMs: 300_000 } })
})
