import { describe, expect, it } from 'vitest'
import { Guest } from './guest.ts'

const version = 'io.modelcontextprotocol/protocolVersion'
const capabilities = 'io.modelcontextprotocol/clientCapabilities'
const modern = { _meta: { [version]: '2026-07-28', [capabilities]: {} } }

describe('the initialize revisions', () => {
  it.each([
    ['2024-11-05', ['name', 'version']],
    ['2025-03-26', ['name', 'version']],
    ['2025-06-18', ['name', 'title', 'version']],
    ['2025-11-25', ['description', 'icons', 'name', 'title', 'version']],
  ])('%s knows of a server its %j', async (version, members) => {
    const { result } = await new Guest('time').initialize(version)
    expect(Object.keys(result?.['serverInfo'] as object).sort()).toEqual(members)
    expect(Object.keys(result!).sort()).toEqual(['capabilities', 'instructions', 'protocolVersion', 'serverInfo'])
  })

  it.each([
    ['2024-11-05', '2024-11-05', []],
    ['2025-03-26', '2025-03-26', ['annotations']],
    ['2025-06-18', '2025-06-18', ['annotations', 'title', 'outputSchema']],
    ['2025-11-25', '2025-11-25', ['annotations', 'title', 'outputSchema']],
    ['2099-01-01', '2025-11-25', ['annotations', 'title', 'outputSchema']],
  ])('%s is answered with %s, and with nothing that it does not have', async (asked, agreed, has) => {
    const guest = new Guest('time')
    const { result } = await guest.initialize(asked)
    expect(result).toMatchObject({ protocolVersion: agreed, capabilities: { tools: {} }, serverInfo: { name: 'time' } })
    const { result: listed } = await guest.ask('tools/list')
    const [tool = {}] = listed?.['tools'] as Record<string, unknown>[]
    expect(Object.keys(tool).sort()).toEqual(['description', 'inputSchema', 'name', ...has].sort())
    const call = await guest.ask('tools/call', { name: 'get_current_time', arguments: { timezone: 'UTC' } })
    expect(Object.hasOwn(call.result ?? {}, 'structuredContent')).toBe(has.includes('outputSchema'))
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
    expect((await guest.end()).code).toBe(0)
  })

  it('want initialize first, except for ping', async () => {
    const guest = new Guest('time')
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
    // As 2026-07-28 wants it where _meta is missing.
    expect(await guest.ask('tools/list')).toMatchObject({ error: { code: -32602 } })
    expect(await guest.initialize()).toMatchObject({ result: { protocolVersion: '2025-11-25' } })
    expect(await guest.ask('resources/list')).toMatchObject({ error: { code: -32601 } })
    expect(await guest.ask('tools/list', { cursor: 'x' })).toMatchObject({ error: { code: -32602 } })
    expect(await guest.ask('tools/call', { name: 'nope' })).toMatchObject({
      error: { code: -32602, message: 'Unknown tool: nope' },
    })
    expect(await guest.ask('tools/call', {})).toMatchObject({ error: { code: -32602 } })
  })

  it('have batches in 2025-03-26 only', async () => {
    const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' })
    const old = new Guest('time')
    await old.initialize('2025-03-26')
    old.send(JSON.stringify([ping(7), { jsonrpc: '2.0', method: 'notifications/x' }, ping(8)]))
    expect(await old.next()).toMatchObject([
      { id: 7, result: {} },
      { id: 8, result: {} },
    ])
    const newer = new Guest('time')
    await newer.initialize()
    newer.send(JSON.stringify([ping(7)]))
    expect(await newer.next()).toMatchObject({ error: { code: -32600 } })
    expect(await newer.ask('ping')).toMatchObject({ result: {} })
  })
})

describe('2026-07-28', () => {
  it('is stateless and judged per request', async () => {
    const guest = new Guest('time')
    const { result } = await guest.ask('server/discover', modern)
    expect(result).toMatchObject({
      supportedVersions: ['2026-07-28'],
      capabilities: { tools: {} },
      resultType: 'complete',
      cacheScope: 'public',
      _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'time', title: 'Time' } },
    })
    expect(await guest.ask('tools/list', modern)).toMatchObject({
      result: { resultType: 'complete', ttlMs: expect.any(Number) },
    })
    expect(await guest.call('get_current_time', { timezone: 'UTC' }, modern)).toMatchObject({ timezone: 'UTC' })
    expect(await guest.ask('ping', modern)).toMatchObject({ error: { code: -32601 } })
    expect(await guest.ask('logging/setLevel', modern)).toMatchObject({ error: { code: -32601 } })
    expect(await guest.ask('tools/list')).toMatchObject({ error: { code: -32602 } })
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
    expect(await guest.ask('tools/call', { name: 'nope', ...modern })).toMatchObject({
      error: { code: -32602, message: 'Unknown tool: nope' },
    })
    expect(await guest.ask('tools/list', { cursor: 'x', ...modern })).toMatchObject({ error: { code: -32602 } })
    expect(await guest.ask('resources/list', modern)).toMatchObject({ error: { code: -32601 } })
    expect(await guest.ask('tools/list', { _meta: { [version]: '2026-07-28' } })).toMatchObject({
      error: { code: -32602 },
    })
    expect(await guest.ask('tools/list', { _meta: { ...modern._meta, [version]: '2027-01-01' } })).toMatchObject({
      error: { code: -32022, data: { supported: ['2026-07-28'], requested: '2027-01-01' } },
    })
    expect((await guest.end()).code).toBe(0)
  })

  it('acknowledges a subscription and keeps it open', async () => {
    const guest = new Guest('time')
    guest.send(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 'l',
        method: 'subscriptions/listen',
        params: { ...modern, notifications: { toolsListChanged: true } },
      }),
    )
    expect(await guest.next()).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications: {}, _meta: { 'io.modelcontextprotocol/subscriptionId': 'l' } },
    })
    expect(await guest.ask('server/discover', modern)).toHaveProperty('result')
  })
})

describe('bad input', () => {
  it.each([
    ['no JSON', '{"jsonrpc":', -32700, undefined],
    ['no UTF-8', '\ud800'.repeat(3), -32700, undefined],
    ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, undefined],
    ['an id with a fraction', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, undefined],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, undefined],
    ['another JSON-RPC', '{"jsonrpc":"1.0","id":5,"method":"ping"}', -32600, 5],
    ['no method', '{"jsonrpc":"2.0","id":5}', -32600, 5],
    ['params that are a list', '{"jsonrpc":"2.0","id":"a","method":"ping","params":[]}', -32602, 'a'],
    ['a bare value', '42', -32600, undefined],
    ['an empty batch', '[]', -32600, undefined],
    ['a tower', '['.repeat(100_000), -32700, undefined],
    ['a line over the limit', `"${'x'.repeat(34 << 20)}"`, -32600, undefined],
  ])('%s gets an error, and the next request its answer', async (_, line, code, id) => {
    const guest = new Guest('time')
    guest.send(line)
    const answer = await guest.next()
    expect(answer).toMatchObject({ jsonrpc: '2.0', error: { code } })
    expect(answer['id']).toBe(id)
    guest.send('')
    guest.send('{"jsonrpc":"2.0","id":"stray","result":{}}')
    guest.send('{"jsonrpc":"2.0","method":"notifications/unknown"}')
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
  })
})
