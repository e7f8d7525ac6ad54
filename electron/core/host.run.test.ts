import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from '../../wasm/fixtures/fixture.ts'
import type { Server } from '../../shared/domain.ts'
import type { Client } from '../../shared/rpc.ts'
import { connectHost } from './control/connect-host.ts'
import { Host } from './host.ts'
import { checkoutFiles } from './testing-files.ts'

let home: string
let host: Host
let client: Client
let hangUp: () => void
const changed: Server[] = []

const open = () =>
  Host.open({
    home,
    mode: 'browser',
    files: checkoutFiles,
    start: ['/bin/false'],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config') },
  })

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'belljar-host-'))
  host = await open()
  const line = await connectHost(host.places)
  if (!line) throw new Error('the host cannot be reached')
  client = line.client
  hangUp = line.close
  client.on('server.changed', (server) => changed.push(server))
})

afterAll(async () => {
  hangUp()
  await host.close()
  await rm(home, { recursive: true, force: true })
})

async function until<T>(look: () => Promise<T | undefined> | T | undefined, ms = 10_000): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error('it did not come')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a host on a fresh data directory', () => {
  test('has the bundled servers, off, and knows their tools before wasmtime was asked', async () => {
    const { firstRun, servers, sessions } = await client.call('app.snapshot', null)
    expect(firstRun).toBe(true)
    expect(sessions).toEqual([])
    expect(servers.map(({ id }) => id).sort()).toEqual([
      'data-aggregate',
      'fetch',
      'filesystem',
      'git',
      'image-resize',
      'log-parser',
      'sequential-thinking',
      'summarize',
      'time',
    ])
    for (const { enabled, bundled, state } of servers)
      expect({ enabled, bundled, state: state.kind }).toEqual({ enabled: false, bundled: true, state: 'stopped' })
    expect(servers.reduce((sum, { tools }) => sum + tools.length, 0)).toBe(49)
    const time = servers.find(({ id }) => id === 'time')
    expect(time?.tools.map(({ name }) => name)).toEqual(['get_current_time', 'convert_time'])
  })

  test('only one host has the directory, and a second one says so', async () => {
    await expect(open()).rejects.toMatchObject({ problem: { code: 'conflict', hint: expect.any(String) } })
  })

  test('switching something on ends the first run and is told to who listens', async () => {
    const server = await client.call('servers.enable', { id: 'time', enabled: true })
    expect(server.enabled).toBe(true)
    await until(() => changed.find(({ id, enabled }) => id === 'time' && enabled))
    expect((await client.call('app.snapshot', null)).firstRun).toBe(false)
  })

  test('a tool can be called, and the call is recorded with what was asked and answered', async () => {
    const { call, result } = await client.call('tools.call', {
      id: 'time',
      tool: 'get_current_time',
      args: { timezone: 'Europe/Lisbon' },
    })
    expect(JSON.stringify(result)).toContain('Europe/Lisbon')
    const detail = await until(async () => {
      const found = await client.call('calls.get', { id: call })
      return found.outcome === 'pending' ? undefined : found
    })
    expect(detail).toMatchObject({
      server: 'time',
      tool: 'get_current_time',
      outcome: 'answered',
      args: '{"timezone":"Europe/Lisbon"}',
    })
    expect(detail.durationMs).toBeGreaterThan(0)
    const logs = await until(async () => {
      const lines = await client.call('logs.list', { server: 'time' })
      return lines.some(({ source }) => source === 'stderr') ? lines : undefined
    })
    expect(logs.some(({ text }) => text.includes('ready'))).toBe(true)
  })

  test('a trap is a record with names, and the next call works', async () => {
    const { hash } = await client.call('servers.inspect', { file: { path: await fixture('fixture-server') } })
    const { id } = await client.call('servers.add', { hash, name: 'broken' })
    const { result } = await client.call('tools.call', { id, tool: 'trap', args: {} })
    expect(result).toMatchObject({ isError: true })
    const [trap] = await until(async () => {
      const traps = await client.call('traps.list', { server: id })
      return traps.length > 0 ? traps : undefined
    })
    expect(trap).toMatchObject({ code: 'unreachable', tool: 'trap', server: id })
    expect(trap!.frames[0]!.func).toContain('inner_fault')
    expect(trap!.raw).toContain('wasm trap:')
    const after = await client.call('tools.call', { id, tool: 'echo', args: { text: 'still here' } })
    expect(JSON.stringify(after.result)).toContain('still here')
  })

  test('removing a server removes its records and its bytes', async () => {
    const { hash } = (await client.call('app.snapshot', null)).servers.find(({ id }) => id === 'broken')!
    await client.call('servers.remove', { id: 'broken' })
    expect(await client.call('calls.list', { server: 'broken' })).toEqual([])
    await expect(stat(path.join(host.places.wasm, `${hash}.wasm`))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(client.call('servers.enable', { id: 'broken', enabled: true })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    })
  })

  test('a client is connected with exactly what was shown, and undone', async () => {
    const plan = await client.call('clients.plan', { id: 'claude-desktop' })
    expect(plan.path.startsWith(home)).toBe(true)
    expect(plan.args).toEqual(['all', '--home', home])
    const state = await client.call('clients.connect', { id: 'claude-desktop', token: plan.token })
    expect(state.status).toBe('connected')
    expect((await client.call('clients.undo', { id: 'claude-desktop' })).status).toBe('not-connected')
  })
})

test('a host that a bridge started does not undo a Quit that came meanwhile', async () => {
  const other = await mkdtemp(path.join(os.tmpdir(), 'belljar-host-'))
  const first = await Host.open({ home: other, mode: 'browser', files: checkoutFiles, start: ['/bin/false'] })
  await first.quit()
  const background = {
    home: other,
    mode: 'browser' as const,
    files: checkoutFiles,
    start: ['/bin/false'],
    background: true,
  }
  // This process began before the Quit, like one that was on its way.
  await expect(Host.open(background)).rejects.toMatchObject({ problem: { code: 'conflict' } })
  await writeFile(path.join(other, 'run', 'quit'), '')
  const second = await Host.open({ ...background, background: false })
  await expect(stat(path.join(other, 'run', 'quit'))).rejects.toMatchObject({ code: 'ENOENT' })
  await second.close()
  await rm(other, { recursive: true, force: true })
})
