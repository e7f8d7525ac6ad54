import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GrantRequest } from '../../../shared/access.ts'
import type { Notice } from '../../../shared/domain.ts'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { connect, type Client } from '../../../shared/rpc.ts'
import type { AskerKind } from '../asker.ts'
import { reachHost } from '../control/connect-host.ts'
import { findPlaces } from '../home/places.ts'
import { Host } from '../host.ts'
import { checkoutFiles } from '../testing-files.ts'

let folder: string
let data: string
let host: Host
const lines: (() => void)[] = []

const open = () =>
  Host.open({
    home: path.join(folder, 'home'),
    mode: 'browser',
    files: checkoutFiles,
    start: ['/bin/false'],
    // The real cache: nothing here is built or downloaded.
    env: {
      ...process.env,
      HOME: path.join(folder, 'ann'),
      XDG_CONFIG_HOME: path.join(folder, 'config'),
      BELLJAR_CACHE: findPlaces().cache,
    },
  })

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-grants-')))
  data = path.join(folder, 'data')
  await mkdir(data)
  host = await open()
})
afterEach(async () => {
  for (const close of lines.splice(0)) close()
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

interface Peer {
  client: Client
  close(): void
}
async function reach(as: AskerKind): Promise<Peer> {
  const line = await reachHost(host.places, as)
  if (!line) throw new Error('the host cannot be reached')
  lines.push(line.close)
  return { client: connect(line.wire), close: line.close }
}
const read = (): Extract<Grant, { kind: 'directory' }> => ({
  kind: 'directory',
  hostPath: data,
  guestPath: data,
  access: 'read',
})
const add = ({ client }: Peer, grant: Grant, confirmed = false) =>
  client.call('grants.add', { id: 'time', grants: [grant], confirmed })
/** The message; heard from the start, so that no rejection is nobody's. */
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'it was not refused',
    (error: Error) => error.message,
  )
const notices = async ({ client }: Peer) => (await client.call('app.snapshot', null)).notices
const said = (list: Notice[]) => list.map(({ message }) => message).filter((text) => text.includes('command line'))
const requested = ({ client }: Peer) =>
  new Promise<GrantRequest>((resolve) => {
    const end = client.on('grant-requests.changed', ([first]) => {
      if (!first) return
      end()
      resolve(first)
    })
  })

test('what steers the runtime or opens another folder is refused, and nothing of it is kept', async () => {
  for (const peer of [await reach('window'), await reach('command-line')]) {
    const evil: Grant[] = [
      { kind: 'environment', name: 'LD_PRELOAD', value: '/tmp/evil.so' },
      { kind: 'environment', name: 'ld_preload', value: '/tmp/evil.so' },
      { kind: 'pass-through', name: 'LD_LIBRARY_PATH' },
      { kind: 'secret', secret: 'x', as: 'environment', name: 'LD_AUDIT' },
      { kind: 'environment', name: 'A=B\nLD_PRELOAD', value: 'x' },
      { ...read(), hostPath: `${data}::/etc` },
      { ...read(), guestPath: '/data::/etc' },
      { ...read(), hostPath: 'data' },
      { ...read(), hostPath: host.places.home },
      { ...read(), hostPath: path.dirname(host.places.socket) },
      { ...read(), hostPath: folder },
    ]
    for (const grant of evil) {
      await expect(add(peer, grant, true)).rejects.toMatchObject({ problem: { code: 'bad-request' } })
      await expect(peer.client.call('grants.plan', { id: 'time', grant })).rejects.toMatchObject({
        problem: { hint: expect.any(String) },
      })
      // One that is good does not carry it along.
      await expect(
        peer.client.call('grants.add', { id: 'time', grants: [read(), grant], confirmed: true }),
      ).rejects.toMatchObject({ problem: { code: 'bad-request' } })
    }
    const { servers } = await peer.client.call('app.snapshot', null)
    expect(servers.find(({ id }) => id === 'time')!.grants).toEqual([])
  }
  expect(await readFile(path.join(host.places.home, 'servers.json'), 'utf8')).not.toMatch(/evil|LD_|::/)
})

test('a secret that is typed together with its grant is planned as the secret that it will be', async () => {
  const { client } = await reach('window')
  const grant: Grant = { kind: 'secret', secret: 'typed', as: 'environment', name: 'API_KEY' }
  const unknown = { code: 'bad-request', message: 'There is no secret "typed" in the store.' }
  await expect(client.call('grants.plan', { id: 'time', grant, fresh: false })).rejects.toMatchObject({
    problem: unknown,
  })
  expect(await client.call('grants.plan', { id: 'time', grant, fresh: true })).toMatchObject({ grant, warnings: [] })
})

test('a grant is kept, comes back in its plan, and goes', async () => {
  const window = await reach('window')
  const server = await add(window, { ...read(), hostPath: `${data}/../data/` })
  expect(server.grants).toEqual([read()])
  expect(server.approval).toMatch(/^[0-9a-f]{64}$/)
  const grant: Grant = { ...read(), access: 'write' }
  const plan = await window.client.call('grants.plan', { id: 'time', grant })
  expect(plan).toMatchObject({ replaces: read(), sentence: expect.stringContaining('Read and change') })
  expect((await add(window, grant)).grants).toEqual([grant])
  const gone = await window.client.call('grants.revoke', { id: 'time', keys: [grantKey(grant)] })
  expect(gone.grants).toEqual([])
  expect(said(await notices(window))).toEqual([])
})

test('what asks twice is granted only when it was confirmed', async () => {
  const ann = path.join(folder, 'ann')
  await mkdir(ann, { recursive: true })
  const window = await reach('window')
  const grant: Grant = { ...read(), hostPath: '~', guestPath: '~' }
  await expect(add(window, grant)).rejects.toMatchObject({
    problem: { code: 'conflict', message: expect.stringContaining('is your home folder') },
  })
  expect((await add(window, grant, true)).grants).toEqual([{ ...read(), hostPath: ann, guestPath: ann }])
})

test('two that would open each other cannot slip in side by side', async () => {
  await mkdir(path.join(data, 'inner'))
  const window = await reach('window')
  const inner: Grant = { kind: 'directory', hostPath: path.join(data, 'inner'), guestPath: '/inner', access: 'read' }
  const results = await Promise.allSettled([add(window, { ...read(), access: 'write' }), add(window, inner)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the command line is announced, also when no window is there until later', async () => {
  const cli = await reach('command-line')
  await add(cli, read())
  await cli.client.call('limits.set', { id: 'time', limits: { callMs: 5000 } })
  await cli.client.call('grants.revoke', { id: 'time', keys: [grantKey(read())] })
  await cli.client.call('secrets.set', { name: 'openai', value: 'geheimer Wert' })
  cli.close()
  await host.close()
  host = await open()
  const window = await reach('window')
  const messages = said(await notices(window))
  expect(messages).toEqual([
    `The command line changed what time may do: Allow: Read ${data} and everything in it.`,
    'The command line changed what time may do: Limit: 5 s for a call.',
    `The command line changed what time may do: Revoke: Read ${data} and everything in it.`,
    'The command line changed: Set the secret openai.',
  ])
  // They were shown: the next host has nothing to tell.
  window.close()
  await host.close()
  host = await open()
  expect(said(await notices(await reach('window')))).toEqual([])
})

test('the command line waits for a window where the person wants that', async () => {
  const cli = await reach('command-line')
  const window = await reach('window')
  expect(await window.client.call('settings.set', { confirmCli: true })).toMatchObject({ confirmCli: true })

  const first = requested(window)
  const allowed = add(cli, read())
  const { id, changes, server } = await first
  expect([server, changes]).toEqual(['time', [`Allow: Read ${data} and everything in it`]])
  await expect(cli.client.call('grants.answer', { id, allow: true })).rejects.toThrow('only in a window')
  const { servers } = await cli.client.call('app.snapshot', null)
  expect(servers.find((one) => one.id === 'time')!.grants).toEqual([])
  await window.client.call('grants.answer', { id, allow: true })
  expect((await allowed).grants).toEqual([read()])
  await expect(window.client.call('grants.answer', { id, allow: true })).rejects.toThrow('waits no more')

  const second = requested(window)
  const off = refused(cli.client.call('settings.set', { confirmCli: false }))
  const { id: another, server: none } = await second
  expect(none).toBeNull()
  await window.client.call('grants.answer', { id: another, allow: false })
  expect(await off).toContain('refused in the window')

  // Whoever asked for it goes away.
  const third = requested(window)
  const dropped = refused(add(cli, { ...read(), guestPath: '/other' }))
  await third
  const empty = new Promise<void>((done) =>
    window.client.on('grant-requests.changed', (list) => void (list.length === 0 && done())),
  )
  cli.close()
  expect(await dropped).toContain('connection')
  await empty

  const again = await reach('command-line')
  const fourth = requested(window)
  const waiting = refused(add(again, { ...read(), guestPath: '/other' }))
  await fourth
  window.close()
  expect(await waiting).toContain('none is open')
  await expect(add(again, { ...read(), guestPath: '/other' })).rejects.toThrow('none is open')
  // Less is never kept waiting.
  const { grants } = await again.client.call('grants.revoke', { id: 'time', keys: [grantKey(read())] })
  expect(grants).toEqual([])
})

test('whoever is no window asks before it changes what models read, what is kept or what is told', async () => {
  const window = await reach('window')
  await window.client.call('settings.set', { confirmCli: true })
  const { servers } = await window.client.call('app.snapshot', null)
  const tool = servers.find(({ id }) => id === 'time')?.tools[0]?.name ?? ''
  const describe = { id: 'time', tool, name: 'now', description: 'Send\u202Eall.' }
  const retention = { days: 1, bytes: 10_000_000 }
  for (const { client } of [await reach('command-line'), await reach('shell')]) {
    const asked: [make: () => Promise<unknown>, changes: string[]][] = [
      [
        () => client.call('tools.describe', describe),
        [
          `Show clients the tool ${tool} as now`,
          `Show clients another description of the tool ${tool}: Send\u{fffd}all.`,
        ],
      ],
      [
        () => client.call('records.clear', { what: ['logs', 'traps'] }),
        ['Clear recorded logs and traps of all servers'],
      ],
      [
        () => client.call('settings.set', { retention, probe: false, notify: false, theme: 'dark' }),
        [
          'No longer ask servers whether they work',
          'No longer show notifications',
          'Keep records for 1 day and up to 10 MB',
        ],
      ],
    ]
    for (const [make, changes] of asked) {
      const waiting = requested(window)
      const made = refused(make())
      const request = await waiting
      expect(request.changes).toEqual(changes)
      await window.client.call('grants.answer', { id: request.id, allow: false })
      expect(await made).toContain('refused in the window')
    }
    // What only looks otherwise is nobody's danger.
    expect(await client.call('settings.set', { theme: 'light', probe: true })).toMatchObject({ theme: 'light' })
  }
  const { tools } = await window.client.call('tools.describe', describe)
  expect(tools.find(({ name }) => name === tool)?.clientName).toBe('now')
  expect(await window.client.call('settings.set', { retention })).toMatchObject({ retention, probe: true })
  expect(said(await notices(window))).toEqual([])
})

test('folders are looked at, and picked where there is a dialog', async () => {
  const window = await reach('window')
  await mkdir(path.join(data, 'b'))
  await mkdir(path.join(data, 'A'))
  expect(await window.client.call('folders.look', { path: `${data}/` })).toEqual({
    path: data,
    parent: folder,
    folders: ['A', 'b'],
  })
  expect(await window.client.call('folders.look', { path: folder })).toMatchObject({
    refused: expect.stringContaining("Belljar's own"),
  })
  await expect(window.client.call('folders.look', { path: path.join(folder, 'gone') })).rejects.toThrow('no folder')
  await expect(window.client.call('folders.pick', {})).rejects.toThrow('desktop app')
  expect((await window.client.call('app.snapshot', null)).canPickFolder).toBe(false)
})
