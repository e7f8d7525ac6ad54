import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Alert, Health } from '../../../shared/watching.ts'
import type { Client } from '../../../shared/rpc.ts'
import { fixture, type FixtureName } from '../../../wasm/fixtures/fixture.ts'
import { connectHost } from '../control/connect-host.ts'
import { Host } from '../host.ts'
import { openV1, textOf } from '../sessions/testing/clients.ts'
import type { TestHost } from '../sessions/testing/test-host.ts'
import { checkoutFiles } from '../testing-files.ts'

let home: string
/** Machine code, made once for all tests here. */
let cache: string
let host: Host
let client: Client
let hangUp: () => void
let told: Health[]
let alerts: Alert[]

async function open(everyMs = 3_600_000): Promise<void> {
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, 'config'),
    BELLJAR_KEYCHAIN: 'off',
    BELLJAR_CACHE: cache,
  }
  host = await Host.open({
    ...{ home, mode: 'browser', files: checkoutFiles, start: ['/bin/false'] },
    env: { ...env, BELLJAR_CHECK_MS: String(everyMs) },
  })
  const line = await connectHost(host.places)
  if (!line) throw new Error('the host cannot be reached')
  client = line.client
  hangUp = line.close
  told = []
  alerts = []
  client.on('health.changed', (list) => told.push(...list))
  client.on('alerts.changed', (list) => (alerts = list))
}

async function again(everyMs?: number): Promise<void> {
  hangUp()
  await host.close()
  await open(everyMs)
}

/** On, and under its file's name. */
async function install(name: FixtureName): Promise<string> {
  const { hash, problem } = await client.call('servers.inspect', { file: { path: await fixture(name) } })
  expect(problem).toBeUndefined()
  const { id } = await client.call('servers.add', { hash })
  await client.call('servers.enable', { id, enabled: true })
  return id
}

const snapshot = () => client.call('app.snapshot', null)
const healthOf = async (id: string) => (await snapshot()).health.find(({ server }) => server === id)
const limit = (id: string, startMs: number) => client.call('limits.set', { id, limits: { startMs } })

/** wasmtime under this process, which is the host. Those of other tests are not under it. */
function guests(): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1e7 }).split('\n')
  const rows = all.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line)?.slice(1) ?? [])
  const under = new Set([String(process.pid)])
  for (let size = 0; size < under.size;) {
    size = under.size
    for (const [pid = '', ppid = ''] of rows) if (under.has(ppid)) under.add(pid)
  }
  return rows.flatMap(([pid = '', , args = '']) => (under.has(pid) && /^\S*wasmtime\S* run /u.test(args) ? [args] : []))
}

beforeAll(async () => {
  cache = await mkdtemp(path.join(os.tmpdir(), 'belljar-health-cache-'))
})

afterAll(() => rm(cache, { recursive: true, force: true }))

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'belljar-health-'))
  await open()
})

afterEach(async () => {
  hangUp()
  await host.close()
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

describe('a server that does not start', () => {
  test('fails after three checks, is told of once, also after a restart, and recovers', async () => {
    const id = await install('slow-start')
    await limit(id, 300)
    for (const failures of [1, 2, 3, 4]) {
      const state = failures < 3 ? 'unknown' : 'failing'
      expect(await client.call('health.check', { id })).toMatchObject({ state, failures, checks: failures, uptime: 0 })
      expect(alerts.length).toBe(failures < 3 ? 0 : 1)
    }
    const [alert] = alerts
    expect(alert).toMatchObject({ kind: 'failing', server: id })
    expect(alert?.message).toMatch(
      /^slow-start failed 3 checks in a row: It did not start: It did not answer in time\./u,
    )
    const failing = await healthOf(id)
    expect(failing?.lastFailure?.text).toContain('It did not answer in time.')
    // What checks could not start counts for nobody who calls it.
    expect((await snapshot()).servers.find((server) => server.id === id)?.state).toEqual({ kind: 'stopped' })

    await again()
    expect((await snapshot()).alerts).toEqual([alert])
    expect(await healthOf(id)).toEqual(failing)
    expect(await client.call('health.check', { id })).toMatchObject({ state: 'failing', failures: 5 })
    expect((await snapshot()).alerts).toEqual([alert])

    await limit(id, 20_000)
    const well = await client.call('health.check', { id })
    expect(well).toMatchObject({ state: 'well', failures: 0, checks: 6 })
    expect(well.uptime).toBeCloseTo(1 / 6)
    expect(well.tookMs).toBeGreaterThan(1_500)
    const now = (await snapshot()).alerts
    expect(now.map(({ kind, message }) => [kind, message])).toEqual([
      ['recovered', 'slow-start passes its checks again.'],
    ])
    const history = await client.call('health.history', { id, hours: 24, slots: 48 })
    expect(history.checks).toHaveLength(48)
    expect(history.checks.at(-1)).toMatchObject({ passed: 1, failed: 5, ms: well.tookMs })
    expect(history.failures).toHaveLength(5)

    await client.call('alerts.dismiss', { id: now[0]?.id })
    expect((await snapshot()).alerts).toEqual([])
  })

  test('has nothing left of it when it is switched off, and is removed in mid-check without a child', async () => {
    const id = await install('slow-start')
    await limit(id, 200)
    for (let nth = 0; nth < 3; nth++) await client.call('health.check', { id })
    expect((await snapshot()).alerts).toHaveLength(1)
    await client.call('servers.enable', { id, enabled: false })
    expect((await snapshot()).alerts).toEqual([])
    expect(await healthOf(id)).toMatchObject({ paused: 'It is switched off.' })
    await expect(client.call('health.check', { id })).rejects.toMatchObject({ problem: { code: 'conflict' } })

    await client.call('servers.enable', { id, enabled: true })
    await limit(id, 20_000)
    const checked = client.call('health.check', { id }).catch((error: unknown) => error)
    await expect.poll(guests, { timeout: 10_000 }).toHaveLength(1)
    await client.call('servers.remove', { id })
    expect(await checked).toMatchObject({
      problem: { code: 'conflict', message: 'The check of "slow-start" was called off.' },
    })
    expect(guests()).toEqual([])
    expect(await healthOf(id)).toBeUndefined()
  })

  test('leaves no child when the host closes in mid-check', async () => {
    const id = await install('slow-start')
    client.call('health.check', { id }).catch(() => undefined)
    await expect.poll(guests, { timeout: 10_000 }).toHaveLength(1)
    await host.close()
    expect(guests()).toEqual([])
    await open()
    expect(await healthOf(id)).toMatchObject({ state: 'unknown', failures: 0, checks: 0 })
  })
})

describe('a server that runs for a client', () => {
  test('is asked itself when it has nothing to do, and left alone while it is busy', async () => {
    const id = await install('fixture-server-p1')
    const mcp = await openV1({ places: host.places } as TestHost)
    try {
      expect(textOf(await mcp.callTool({ name: 'echo', arguments: { text: 'hi' } }))).toBe('hi')
      await expect.poll(guests).toHaveLength(1)
      const [first] = guests()
      const seen = new Set<string>()
      const look = () => guests().forEach((one) => seen.add(one))
      const watch = setInterval(look, 5)
      expect(await client.call('health.check', { id })).toMatchObject({ state: 'well', failures: 0 })
      look()
      clearInterval(watch)
      expect([...seen]).toEqual([first])

      const call = mcp.callTool({ name: 'sleep', arguments: { ms: 8_000 } })
      await expect.poll(async () => (await client.call('calls.list', { server: id }))[0]?.outcome).toBe('pending')
      expect(await client.call('calls.running', null)).toBe(1)
      const busy = await client.call('health.check', { id })
      expect(busy).toMatchObject({ state: 'well', failures: 0, checks: 2 })
      expect(busy.tookMs).toBeLessThan(6_000)
      expect((await snapshot()).servers.find((server) => server.id === id)?.instances).toBe(1)
      expect((await call).isError ?? false).toBe(false)
      expect(await client.call('calls.running', null)).toBe(0)
      const { calls } = (await mcp.callTool({ name: 'state' })).structuredContent as { calls: number }
      expect(calls).toBe(3)
    } finally {
      await mcp.close()
    }
  })
})

describe('checks by themselves', () => {
  test('come without being asked for, stay away from what is off or lacks something, and stop when they are not wanted', async () => {
    await client.call('servers.enable', { id: 'time', enabled: true })
    await client.call('servers.enable', { id: 'filesystem', enabled: true })
    await again(200)
    await expect.poll(() => told.findLast(({ server }) => server === 'time')?.state, { timeout: 20_000 }).toBe('well')
    const filesystem = await healthOf('filesystem')
    expect(filesystem).toMatchObject({ state: 'unknown', checks: 0 })
    expect(filesystem?.paused).toMatch(/^It needs what is not granted: .+\.$/u)
    await expect(client.call('health.check', { id: 'filesystem' })).rejects.toThrow(/cannot be checked now/u)
    expect(await healthOf('git')).toMatchObject({ paused: 'It is switched off.', checks: 0 })

    await client.call('settings.set', { probe: false })
    const paused = await healthOf('time')
    expect(paused?.paused).toBe('Checks are switched off in Settings.')
    await expect.poll(guests).toEqual([])
    const before = (await healthOf('time'))?.checks
    expect((await client.call('health.check', { id: 'time' })).checks).toBe((before ?? 0) + 1)
  })
})
