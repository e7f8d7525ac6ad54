import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Events } from '../../../shared/contract.ts'
import type { Client } from '../../../shared/rpc.ts'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { connectHost } from '../control/connect-host.ts'
import { Host } from '../host.ts'
import { checkoutFiles } from '../testing-files.ts'

let home: string
let host: Host
let client: Client
let hangUp: () => void
let id: string
const progress: Events['run.progress'][] = []

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'belljar-tools-'))
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), BELLJAR_KEYCHAIN: 'off' }
  const place = path.join(home, 'data')
  host = await Host.open({ home: place, mode: 'browser', files: checkoutFiles, start: ['/bin/false'], env })
  const line = await connectHost(host.places)
  if (!line) throw new Error('the host cannot be reached')
  client = line.client
  hangUp = line.close
  client.on('run.progress', (news) => progress.push(news))
  const { hash } = await client.call('servers.inspect', { file: { path: await fixture('fixture-server-p1') } })
  id = (await client.call('servers.add', { hash, name: 'tools' })).id
}, 120_000)

afterAll(async () => {
  hangUp()
  await host.close()
  await rm(home, { recursive: true, force: true })
})

const recorded = (call: string) =>
  vi.waitFor(
    async () => {
      const found = await client.call('calls.get', { id: call })
      expect(found.outcome).not.toBe('pending')
      return found
    },
    { timeout: 10_000 },
  )

test('numbers go to the server, come back and are recorded with every digit', async () => {
  const json = '{\n  "items": [{"n": 9007199254740993}, {"n": 9007199254740994}],\n  "sum_fields": ["n"]\n}'
  const called = await client.call('tools.call', { id: 'data-aggregate', tool: 'aggregate_list', json })
  expect(called.json).toContain('18014398509481987')
  expect((await recorded(called.call)).args).toContain('9007199254740993')
})

test('progress comes to who began the run, not more often than it may, the last of it included', async () => {
  const before = progress.length
  await client.call('tools.call', { id, tool: 'progress', json: '{"steps":40,"ms":20}', run: 'a' })
  const said = progress.slice(before)
  expect(said.every(({ run }) => run === 'a')).toBe(true)
  expect(said.at(-1)).toMatchObject({ progress: 40, total: 40 })
  expect(said.length).toBeGreaterThan(2)
  expect(said.length).toBeLessThan(30)
})

test('a run that is cancelled ends, is recorded so, and the guest was told', async () => {
  const calling = client.call('tools.call', { id, tool: 'cancel-me', json: '{}', run: 'b' })
  await vi.waitFor(async () => {
    const { servers } = await client.call('app.snapshot', null)
    expect(servers.find((one) => one.id === id)?.state.kind).toBe('running')
  })
  await client.call('tools.cancel', { run: 'b' })
  const { call } = await calling
  expect((await recorded(call)).outcome).toBe('cancelled')
  await vi.waitFor(
    async () => {
      const lines = await client.call('logs.list', { server: id, find: 'cancelled' })
      expect(lines.map(({ text }) => text)).toContain('cancelled')
    },
    { timeout: 10_000 },
  )
  await expect(client.call('tools.cancel', { run: 'b' })).rejects.toThrow(/not running/)
})

test('who goes away cancels what it began', async () => {
  const other = await connectHost(host.places)
  other?.client.call('tools.call', { id, tool: 'cancel-me', json: '{}', run: 'c' }).catch(() => undefined)
  const begun = await vi.waitFor(
    async () => {
      const [call] = await client.call('calls.list', { server: id, tool: 'cancel-me', outcomes: ['pending'] })
      if (!call) throw new Error('not yet')
      return call
    },
    { timeout: 10_000 },
  )
  other?.close()
  expect((await recorded(begun.id)).outcome).toBe('cancelled')
})

test('arguments are checked with the tool’s own schema', async () => {
  expect(await client.call('tools.check', { id, tool: 'echo', json: '{}' })).toEqual({
    problems: [{ at: '/text', message: 'It is required and missing.' }],
  })
})

test('a name that a person gives is nobody else’s, is kept, and goes back', async () => {
  const toolNow = async () => {
    const { servers } = await client.call('app.snapshot', null)
    return servers.find((one) => one.id === id)?.tools.find(({ name }) => name === 'echo')
  }
  const before = await toolNow()
  const describe = (said: { name?: string | null; description?: string | null }) =>
    client.call('tools.describe', { id, tool: 'echo', ...said })
  await expect(describe({ name: 'state' })).rejects.toThrow(/tool state of tools has the name state already/)
  await expect(describe({ name: 'get_current_time' })).rejects.toThrow(/of time has the name/)
  await expect(describe({ name: 'no spaces' })).rejects.toThrow(/letters, digits/)
  const { approval } = await describe({ name: 'say_it', description: 'Says it.' })
  expect(await toolNow()).toMatchObject({ clientName: 'say_it', given: { name: 'say_it', description: 'Says it.' } })
  await expect(client.call('tools.describe', { id, tool: 'state', name: 'echo' })).rejects.toThrow(
    /is kept for the tool/,
  )
  const { tools, approval: after } = await describe({ name: null, description: null })
  expect(tools.find(({ name }) => name === 'echo')).toEqual(before)
  expect(after).toBe(approval)
})
