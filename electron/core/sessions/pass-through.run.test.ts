import { EmptyResultSchema } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { modernMeta, openRaw, openV1, openV2, textOf } from './testing/clients.ts'
import { TestBridge } from './testing/test-bridge.ts'
import { TestHost } from './testing/test-host.ts'

interface State {
  client: { name: string }
  capabilities: Record<string, unknown>
  logLevel: string
  subscriptions: string[]
  rootsChanged: number
  calls: number
}
interface Note {
  method?: string
  id?: unknown
  params: Record<string, unknown>
}

let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
  await host.add('modern', await fixture('fixture-modern'))
})
afterAll(() => host?.close())

test('the catalog has all pages and what the guest said of itself', () => {
  expect(host.servers[0]!.catalog).toMatchObject({
    era: 'legacy',
    serverInfo: { name: 'fixture', title: 'Fixture' },
    resources: [{ uri: 'fixture://note' }, { uri: 'fixture://calls' }],
    resourceTemplates: [{ uriTemplate: 'fixture://item/{n}' }],
    prompts: [{ name: 'greet' }],
  })
  expect(host.servers[1]!.catalog).toMatchObject({ era: 'modern', protocolVersion: '2026-07-28' })
})

test('tools that collide get their server in front; both can be called', async () => {
  const client = await openV1(host)
  const { tools } = await client.listTools()
  const names = tools.map(({ name }) => name)
  expect(names).toContain('echo')
  expect(names).toContain('modern_echo')
  expect(new Set(names).size).toBe(names.length)
  for (const name of ['echo', 'modern_echo']) {
    const result = await client.callTool({ name, arguments: { text: 'x' } })
    expect(result.structuredContent).toEqual({ text: 'x' })
  }
  expect(client.getInstructions()).toContain('## fixture')
  await client.close()
  const one = await openV1(host, {}, 'modern')
  expect((await one.listTools()).tools.map(({ name }) => name)).toEqual([
    'modern_echo',
    'ask',
    'ask-twice',
    'modern_trap',
  ])
  await one.close()
})

test.each(['v1', 'legacy', 'auto'] as const)(
  'prompts, resources, templates and completions reach a %s client',
  async (mode) => {
    const client = mode === 'v1' ? await openV1(host) : await openV2(host, mode)
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['greet'])
    const prompt = await client.getPrompt({ name: 'greet', arguments: { name: 'Ada' } })
    expect(prompt.messages[0]).toMatchObject({ content: { text: 'Hello Ada!' } })
    expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual([
      'fixture://note',
      'fixture://calls',
    ])
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(1)
    for (const [uri, text] of [
      ['fixture://note', 'A note.'],
      ['fixture://item/7', 'Item 7'],
    ] as const)
      expect((await client.readResource({ uri })).contents[0]).toMatchObject({ uri, text })
    await expect(client.readResource({ uri: 'fixture://nowhere' })).rejects.toThrow(/not found/i)
    const completion = await client.complete({
      ref: { type: 'ref/prompt', name: 'greet' },
      argument: { name: 'name', value: 'A' },
    })
    expect(completion.completion.values).toEqual(['Ada', 'Alan'])
    await client.close()
  },
)

test.each(['v1', 'legacy', 'auto'] as const)('progress reaches a %s client under its own token', async (mode) => {
  const client = mode === 'v1' ? await openV1(host) : await openV2(host, mode)
  const seen: number[] = []
  const onprogress = ({ progress }: { progress: number }) => void seen.push(progress)
  const result =
    mode === 'v1'
      ? await (client as Awaited<ReturnType<typeof openV1>>).callTool(
          { name: 'progress', arguments: { steps: 4, ms: 30 } },
          undefined,
          { onprogress },
        )
      : await (client as Awaited<ReturnType<typeof openV2>>).callTool(
          { name: 'progress', arguments: { steps: 4, ms: 30 } },
          { onprogress },
        )
  expect(textOf(result)).toBe('done')
  expect(seen).toEqual([1, 2, 3, 4])
  await client.close()
})

test.each(['older', 'modern'] as const)(
  'a cancelled call of an %s client is cancelled at the guest and gets no answer',
  async (era) => {
    const bridge = era === 'older' ? await openRaw(host) : await TestBridge.open(host.places.socket)
    const more = era === 'older' ? {} : { _meta: modernMeta() }
    bridge.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'cancel-me', ...more } })
    await vi.waitFor(() =>
      expect(
        host.sessions.instances().some(({ session, state }) => session === bridge.session && state.kind === 'running'),
      ).toBe(true),
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    bridge.send({
      jsonrpc: '2.0',
      method: 'notifications/cancelled',
      params: { requestId: 1, reason: 'changed my mind' },
    })
    await vi.waitFor(() =>
      expect(host.logs.some(({ session, text }) => session === bridge.session && text === 'cancelled')).toBe(true),
    )
    expect(host.calls.at(-1)).toMatchObject({ tool: 'cancel-me', outcome: 'cancelled' })
    bridge.send({
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'echo', arguments: { text: 'on' }, ...more },
    })
    await bridge.next<Note>(({ id }) => id === 2)
    expect(bridge.lines.some((line) => line.includes('"id":1'))).toBe(false)
    bridge.close()
  },
)

test('log level, subscriptions, roots and the handshake reach the guest, and again the one after a trap', async () => {
  const client = await openV1(host, { roots: { listChanged: true }, sampling: {} })
  await client.setLoggingLevel('error')
  await client.subscribeResource({ uri: 'fixture://note' })
  const state = async () => JSON.parse(textOf(await client.callTool({ name: 'state' }))) as State
  const told = {
    client: { name: 'belljar (for old)' },
    capabilities: { roots: { listChanged: true }, sampling: {} },
    logLevel: 'error',
    subscriptions: ['fixture://note'],
  }
  expect(await state()).toMatchObject({ ...told, rootsChanged: 0 })
  await client.sendRootsListChanged()
  expect(await state()).toMatchObject({ rootsChanged: 1 })
  await client.callTool({ name: 'trap' })
  expect(await state()).toMatchObject({ ...told, rootsChanged: 0, calls: 1 })
  await client.unsubscribeResource({ uri: 'fixture://note' })
  expect(await state()).toMatchObject({ subscriptions: [] })
  await client.close()
})

test('log messages go where the level asks for them', async () => {
  const older = await openRaw(host)
  older.send({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'log', arguments: { level: 'info', text: 'first' } },
  })
  await older.next<Note>(({ method, params }) => method === 'notifications/message' && params['data'] === 'first')
  older.send({ jsonrpc: '2.0', id: 2, method: 'logging/setLevel', params: { level: 'warning' } })
  await older.next<Note>(({ id }) => id === 2)
  for (const [id, level] of [
    [3, 'info'],
    [4, 'critical'],
  ] as const) {
    older.send({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'log', arguments: { level, text: level } } })
    await older.next<Note>((message) => message.id === id)
  }
  expect(older.lines.filter((line) => line.includes('notifications/message'))).toHaveLength(2)
  older.close()

  const modern = await TestBridge.open(host.places.socket)
  for (const [id, level] of [
    [1, undefined],
    [2, 'info'],
    [3, 'alert'],
  ] as const) {
    const _meta = { ...modernMeta(), ...(level && { 'io.modelcontextprotocol/logLevel': level }) }
    modern.send({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'log', arguments: { level: 'error', text: `${id}` }, _meta },
    })
    await modern.next<Note>((message) => message.id === id)
  }
  expect(
    modern.lines
      .filter((line) => line.includes('notifications/message'))
      .map((line) => (JSON.parse(line) as Note).params['data']),
  ).toEqual(['2'])
  modern.close()
})

test('resource updates reach older clients by subscription, modern ones by listening', async () => {
  const older = await openRaw(host)
  older.send({ jsonrpc: '2.0', id: 1, method: 'resources/subscribe', params: { uri: 'fixture://note' } })
  await older.next<Note>(({ id }) => id === 1)
  older.send({
    jsonrpc: '2.0',
    id: 2,
    method: 'tools/call',
    params: { name: 'touch', arguments: { uri: 'fixture://note' } },
  })
  expect(await older.next<Note>(({ method }) => method === 'notifications/resources/updated')).toMatchObject({
    params: { uri: 'fixture://note' },
  })
  older.close()

  const modern = await TestBridge.open(host.places.socket)
  const notifications = { resourceSubscriptions: ['fixture://note'] }
  modern.send({
    jsonrpc: '2.0',
    id: 'l',
    method: 'subscriptions/listen',
    params: { notifications, _meta: modernMeta() },
  })
  await modern.next<Note>(({ method }) => method === 'notifications/subscriptions/acknowledged')
  modern.send({
    jsonrpc: '2.0',
    id: 2,
    method: 'tools/call',
    params: { name: 'touch', arguments: { uri: 'fixture://note' }, _meta: modernMeta() },
  })
  expect(await modern.next<Note>(({ method }) => method === 'notifications/resources/updated')).toMatchObject({
    params: { uri: 'fixture://note', _meta: { 'io.modelcontextprotocol/subscriptionId': 'l' } },
  })
  modern.close()
})

test('switches: the lists change, the client is told, and a call says in words what is off', async () => {
  const old = await openV1(host)
  const noticed = vi.fn()
  old.fallbackNotificationHandler = async ({ method }) => noticed(method)
  await old.listTools()
  const changed = vi.fn()
  const modern = await openV2(host, 'auto', {
    listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: changed } },
  })
  await modern.listTools()

  host.enableTool('fixture', 'echo', false)
  await vi.waitFor(() => expect(noticed).toHaveBeenCalledWith('notifications/tools/list_changed'))
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1))
  for (const client of [old, modern]) {
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('echo')
    const result = await client.callTool({ name: 'echo', arguments: { text: 'x' } })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toMatch(/tool "echo".*switched off in Belljar/)
    expect(host.calls.at(-1)).toMatchObject({ tool: 'echo', outcome: 'refused' })
  }
  noticed.mockClear()
  host.enable('fixture', false)
  await vi.waitFor(() =>
    expect(noticed.mock.calls.flat().sort()).toEqual(
      ['prompts', 'resources', 'tools'].map((what) => `notifications/${what}/list_changed`),
    ),
  )
  expect(textOf(await old.callTool({ name: 'progress' }))).toMatch(/server "fixture" is switched off in Belljar/)
  expect((await old.listPrompts()).prompts).toEqual([])
  host.enable('fixture', true)
  host.enableTool('fixture', 'echo', true)
  expect(textOf(await old.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
  await expect(old.callTool({ name: 'no-such' })).rejects.toThrow(/no-such not found/)
  await old.request({ method: 'ping' }, EmptyResultSchema)
  await old.close()
  await modern.close()
})

test('a server that is switched off in mid-call gives that call the reason', async () => {
  const client = await openV1(host)
  const call = client.callTool({ name: 'cancel-me' })
  await vi.waitFor(() => expect(host.sessions.instances().some(({ state }) => state.kind === 'running')).toBe(true))
  host.enable('fixture', false)
  expect(textOf(await call)).toContain('was switched off in Belljar')
  host.enable('fixture', true)
  await client.close()
})

test('a guest that changes its list changes the catalog and tells the client', async () => {
  const client = await openV1(host)
  const noticed = vi.fn()
  client.fallbackNotificationHandler = async ({ method }) => noticed(method)
  expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('extra')
  await client.callTool({ name: 'change-list' })
  await vi.waitFor(() => expect(noticed).toHaveBeenCalledWith('notifications/tools/list_changed'))
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('extra')
  await client.close()
})

test("Belljar's own call runs in an instance of its own", async () => {
  const { call, result } = await host.sessions.callTool('fixture', 'echo', { text: 'x' })
  expect(textOf(result)).toBe('x')
  expect(host.calls.find(({ id }) => id === call)).toMatchObject({
    client: 'Belljar',
    session: null,
    outcome: 'answered',
  })
  const trapped = await host.sessions.callTool('fixture', 'trap', {})
  expect(textOf(trapped.result)).toContain('trapped')
  await expect(host.sessions.callTool('fixture', 'no-such', {})).rejects.toThrow(/no tool/)
  await expect.poll(() => host.sessions.instances().filter(({ session }) => session === null)).toEqual([])
})
