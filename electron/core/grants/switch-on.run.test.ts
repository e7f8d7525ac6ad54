import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Problem } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { connect, ProblemError, type Client } from '../../../shared/rpc.ts'
import { reachHost } from '../control/connect-host.ts'
import { findPlaces } from '../home/places.ts'
import { Host } from '../host.ts'
import { checkoutFiles } from '../testing-files.ts'

let folder: string
let data: string
let host: Host
let client: Client
let close: () => void

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-switch-on-')))
  data = path.join(folder, 'data')
  await mkdir(path.join(data, 'inside'), { recursive: true })
  await mkdir(path.join(folder, 'ann'))
  host = await Host.open({
    home: path.join(folder, 'home'),
    mode: 'browser',
    files: checkoutFiles,
    start: ['/bin/false'],
    env: {
      ...process.env,
      HOME: path.join(folder, 'ann'),
      BELLJAR_CACHE: findPlaces().cache,
      BELLJAR_KEYCHAIN: 'off',
    },
  })
  const line = await reachHost(host.places, 'window')
  if (!line) throw new Error('the host cannot be reached')
  close = line.close
  client = connect(line.wire)
})
afterEach(async () => {
  close()
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

const dir = (hostPath: string, access: 'read' | 'write' = 'read'): Grant => ({
  kind: 'directory',
  hostPath,
  guestPath: hostPath,
  access,
})
const keyGrant: Grant = { kind: 'secret', secret: 'KEY', as: 'environment', name: 'KEY' }
const key = { name: 'KEY', value: 'a long enough value' }
const time = async () => {
  const { servers } = await client.call('app.snapshot', null)
  const found = servers.find(({ id }) => id === 'time')
  if (!found) throw new Error('time is not there')
  return found
}
const names = async () => (await client.call('secrets.list', null)).secrets.map(({ name }) => name)
const problem = (call: Promise<unknown>): Promise<Problem | undefined> =>
  call.then(
    () => undefined,
    (error: unknown) => (error instanceof ProblemError ? error.problem : { code: 'internal', message: String(error) }),
  )

test('stores, grants and switches on at once', async () => {
  const server = await client.call('servers.switchOn', { id: 'time', grants: [dir(data), keyGrant], secrets: [key] })
  expect(server).toMatchObject({ enabled: true, grants: [dir(data), keyGrant] })
  expect(server.withheld).toBeUndefined()
  expect(await names()).toEqual(['KEY'])
  expect((await client.call('app.snapshot', null)).firstRun).toBe(false)
})

test('does nothing of it where one part is refused, and says which', async () => {
  const nothing = async () => {
    expect(await time()).toMatchObject({ enabled: false, grants: [] })
    expect(await names()).toEqual([])
  }
  const missing = { id: 'time', grants: [dir(data), keyGrant, dir(path.join(folder, 'none'))], secrets: [key] }
  expect(await problem(client.call('servers.switchOn', missing))).toMatchObject({
    code: 'bad-request',
    message: `There is no folder ${path.join(folder, 'none')}.`,
    at: 'grants.2',
  })
  await nothing()
  // Each may be granted, both may not.
  const nested = { id: 'time', grants: [dir(data, 'write'), dir(path.join(data, 'inside'))] }
  expect(await problem(client.call('servers.switchOn', nested))).toMatchObject({ at: 'grants.1' })
  await nothing()
  const secrets = [key, { name: 'SHORT', value: 'abc' }]
  expect(await problem(client.call('servers.switchOn', { id: 'time', grants: [keyGrant], secrets }))).toMatchObject({
    message: expect.stringContaining('at least 4 characters'),
    at: 'secrets.1',
  })
  await nothing()
})

test('keeps a secret that was there before, also when another part is refused', async () => {
  await client.call('secrets.set', { name: 'KEY', value: 'the old value' })
  const secrets = [key, { name: 'SHORT', value: 'abc' }]
  expect(await problem(client.call('servers.switchOn', { id: 'time', grants: [keyGrant], secrets }))).toBeDefined()
  expect(await names()).toEqual(['KEY'])
})

test('asks about what is rarely meant', async () => {
  const home = { id: 'time', grants: [dir(data), dir(path.join(folder, 'ann'))] }
  expect(await problem(client.call('servers.switchOn', home))).toMatchObject({ code: 'conflict', at: 'grants.1' })
  expect(await time()).toMatchObject({ enabled: false, grants: [] })
  expect(await client.call('servers.switchOn', { ...home, confirmed: true })).toMatchObject({ enabled: true })
})
