import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ListRootsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { modernMeta, openV1, openV2, textOf } from './testing/clients.ts'
import { TestBridge } from './testing/test-bridge.ts'
import { TestHost } from './testing/test-host.ts'

interface Answer {
  id: unknown
  error?: { code: number }
  result: {
    resultType: string
    requestState: string
    inputRequests: Record<string, { method: string; params: object }>
    content: { text: string }[]
    isError?: boolean
  }
}

const capabilities = { elicitation: {}, sampling: {}, roots: {} }
const ada = { action: 'accept' as const, content: { name: 'Ada' } }
const paris = { role: 'assistant' as const, model: 'm', content: { type: 'text' as const, text: 'Paris' } }
const roots = { roots: [{ uri: 'file:///a', name: 'a' }] }
let host: TestHost

beforeAll(async () => {
  host = await TestHost.open()
  await host.add('fixture', await fixture('fixture-server-p1'))
  await host.add('modern', await fixture('fixture-modern'))
})
afterAll(() => host?.close())

async function old() {
  const client = await openV1(host, capabilities)
  client.setRequestHandler(ElicitRequestSchema, async () => ada)
  client.setRequestHandler(CreateMessageRequestSchema, async () => paris)
  client.setRequestHandler(ListRootsRequestSchema, async () => roots)
  return client
}

async function modern() {
  const client = await openV2(host, 'auto', { capabilities })
  client.setRequestHandler('elicitation/create', async () => ada)
  client.setRequestHandler('sampling/createMessage', async () => paris)
  client.setRequestHandler('roots/list', async () => roots)
  return client
}

test.each(['old', 'modern'] as const)('an older guest asks in mid-call under an %s client', async (era) => {
  const client = era === 'old' ? await old() : await modern()
  const answer = async (name: string) => JSON.parse(textOf(await client.callTool({ name }))) as unknown
  expect(await answer('ask-elicit')).toEqual(ada)
  expect(await answer('ask-sampling')).toEqual(paris)
  expect(await answer('ask-roots')).toEqual(roots)
  expect(await answer('ask-ping')).toEqual({})
  await client.close()
})

test.each(['old', 'modern'] as const)('a modern guest needs input under an %s client', async (era) => {
  const client = era === 'old' ? await old() : await modern()
  expect(textOf(await client.callTool({ name: 'ask' }))).toContain('Ada')
  const twice = await client.callTool({ name: 'ask-twice' })
  expect(textOf(twice)).toContain('Ada')
  expect(twice.isError).toBeFalsy()
  await client.close()
})

test.each(['old', 'modern'] as const)(
  'what an %s client cannot do is refused towards the guest, and the call ends',
  async (era) => {
    const client = era === 'old' ? await openV1(host) : await openV2(host, 'auto')
    const result = await client.callTool({ name: 'ask-elicit' })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('does not support elicitation')
    expect(textOf(await client.callTool({ name: 'echo', arguments: { text: 'on' } }))).toBe('on')
    await client.close()
  },
)

test('the same call waits while a modern client gets input: state by state', async () => {
  const bridge = await TestBridge.open(host.places.socket)
  const call = (id: number, more: object = {}) =>
    bridge.send({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'ask-elicit', _meta: modernMeta(capabilities), ...more },
    })
  call(1)
  const first = await bridge.next<Answer>(({ id }) => id === 1)
  expect(first.result).toMatchObject({ resultType: 'input_required' })
  const { requestState } = first.result
  const [key, request] = Object.entries(first.result.inputRequests)[0]!
  expect(request).toMatchObject({
    method: 'elicitation/create',
    params: { mode: 'form', message: 'What is your name?' },
  })

  // Nothing of use came back: the question stands, under a new state.
  call(2, { requestState, inputResponses: {} })
  const second = await bridge.next<Answer>(({ id }) => id === 2)
  expect(second.result.resultType).toBe('input_required')
  expect(second.result.requestState).not.toBe(requestState)

  // A state is good once.
  call(3, { requestState, inputResponses: { [key]: ada } })
  expect(await bridge.next<Answer>(({ id }) => id === 3)).toMatchObject({ error: { code: -32602 } })

  call(4, { requestState: second.result.requestState, inputResponses: { [key]: ada } })
  const last = await bridge.next<Answer>(({ id }) => id === 4)
  expect(last.result.resultType).toBe('complete')
  expect(JSON.parse(last.result.content[0]!.text)).toEqual(ada)
  // One call for the guest, one for the records.
  expect(host.calls.filter(({ session }) => session === bridge.session)).toHaveLength(1)
  bridge.close()
})

test('a state of another session is worth nothing', async () => {
  const [one, other] = [await TestBridge.open(host.places.socket), await TestBridge.open(host.places.socket)]
  const params = { name: 'ask-elicit', _meta: modernMeta(capabilities) }
  one.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
  const { result } = await one.next<Answer>(({ id }) => id === 1)
  other.send({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { ...params, requestState: result.requestState, inputResponses: { 'ask-1': ada } },
  })
  expect(await other.next<Answer>(({ id }) => id === 1)).toMatchObject({ error: { code: -32602 } })
  one.close()
  other.close()
})

test('the call limit stands still while the client is asked', async () => {
  const server = host.servers[0]!
  server.limits = { ...server.limits, callMs: 300 }
  try {
    const client = await openV1(host, capabilities)
    client.setRequestHandler(ElicitRequestSchema, async () => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      return ada
    })
    expect(JSON.parse(textOf(await client.callTool({ name: 'ask-elicit' })))).toEqual(ada)
    await client.close()
  } finally {
    server.limits = { ...server.limits, callMs: 50_000 }
  }
})

test('a client that goes away while it is asked leaves no instance behind', async () => {
  const client = await openV1(host, capabilities)
  const asked = vi.fn()
  client.setRequestHandler(ElicitRequestSchema, () => {
    asked()
    return new Promise(() => undefined)
  })
  const call = client.callTool({ name: 'ask-elicit' }).catch(() => 'gone')
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  await client.close()
  expect(await call).toBe('gone')
  await expect.poll(() => host.sessions.instances(), { timeout: 5000 }).toEqual([])
})
