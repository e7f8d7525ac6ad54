import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../shared/domain.ts'
import { fixture, type FixtureName } from '../../../wasm/fixtures/fixture.ts'
import { findPlaces, type Places } from '../home/places.ts'
import { makePlaces } from '../home/make-places.ts'
import { FailureCount } from '../runtimes/failure-count.ts'
import { Instance } from '../runtimes/instance.ts'
import { launchers, plain, wasmtime } from '../runtimes/testing.ts'
import { ServerBook } from './book.ts'
import { compileWasm } from './compile.ts'
import { Installer } from './installer.ts'

let folder: string
let places: Places
let book: ServerBook
let installer: Installer
const instances: Instance[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-install-'))
  places = findPlaces({ home: path.join(folder, 'home'), env: { BELLJAR_CACHE: path.join(folder, 'cache') } })
  await makePlaces(places)
  book = await ServerBook.open({ places, onNotice: (notice) => console.error(notice) })
  const [{ launcher }] = await launchers()
  installer = new Installer({
    book,
    places,
    version: '0.1.0',
    makeReady: async (server) => compileWasm({ wasmtime: await wasmtime(), launcher, cache: places.cache }, server),
    async open(server, on, inCall) {
      const runtime = await wasmtime()
      const cwasm = await compileWasm({ wasmtime: runtime, launcher, cache: places.cache }, server)
      const limits = { ...defaultLimits, startMs: 3000 }
      const instance = new Instance({
        id: 'i',
        ...plain(runtime, { ...server, cwasm, limits }),
        launcher,
        failures: new FailureCount(),
        on,
        inCall,
      })
      instances.push(instance)
      return instance
    },
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const inspect = async (name: FixtureName) => installer.inspect({ path: await fixture(name) })
const kept = async () => ({
  wasm: (await readdir(places.wasm)).filter((name) => name !== 'staged').sort(),
  staged: await readdir(path.join(places.wasm, 'staged')).catch(() => []),
  code: (await readdir(path.join(places.cache, 'cwasm'), { recursive: true }).catch(() => [])).filter((name) =>
    /\.\w+$/.test(name),
  ),
  servers: book.list().map(({ id }) => id),
})

describe('Installer', () => {
  it('installs what was inspected, with what it offers', async () => {
    const found = await inspect('fixture-server')
    expect(found).toMatchObject({ kind: 'stdio', suggestedName: 'fixture-server', format: 'component' })
    const id = await installer.add(found.hash)
    expect(id).toBe('fixture-server')
    const server = book.get(id)!
    expect(server).toMatchObject({ enabled: false, catalog: { serverInfo: { name: 'fixture' } }, title: 'Fixture' })
    expect(server.tools.map(({ name }) => name)).toContain('echo')
    expect(await readFile(server.wasm)).toEqual(await readFile(await fixture('fixture-server')))
    const after = await kept()
    expect(after).toMatchObject({ wasm: [`${found.hash}.wasm`], staged: [], servers: ['fixture-server'] })
    expect(after.code).toHaveLength(1)
    expect(instances.every(({ state, pid }) => state.kind === 'stopped' && pid === undefined)).toBe(true)
  })

  it('says that the same file is there already', async () => {
    const found = await inspect('fixture-server')
    expect(found.problem).toMatchObject({
      code: 'conflict',
      message: 'This server is already installed as "fixture-server".',
    })
    await expect(installer.add(found.hash)).rejects.toMatchObject({ problem: found.problem })
  })

  it('takes bytes as well as paths, numbers a name that is taken, and keeps tools apart', async () => {
    const base64 = (await readFile(await fixture('fixture-server-p1'))).toString('base64')
    const found = await installer.inspect({ name: 'C:\\fixture-server.wasm', base64 })
    expect(found.suggestedName).toBe('fixture-server-2')
    expect(await installer.add(found.hash, 'fixture-server')).toBe('fixture-server-2')
    expect(book.get('fixture-server-2')!.tools.find(({ name }) => name === 'echo')!.clientName).toBe(
      'fixture-server-2_echo',
    )
  })

  it('installs a server of the modern era', async () => {
    const id = await installer.add((await inspect('fixture-modern')).hash, 'modern')
    expect(book.get(id)!.catalog).toMatchObject({ era: 'modern', protocolVersion: '2026-07-28' })
  })

  it.each([
    ['garbage', /^It does not speak MCP: it printed ".+" where an answer was expected\.$/],
    ['deaf', /did not answer in time|was not ready within|did not open MCP/],
    ['exit-0', /exited with code 0 before it was ready\.$/],
    ['exit-3', /exited with code 3 before it was ready\.$/],
    ['traps-at-start', /trapped before it was ready: .*unreachable/],
    ['spins-at-start', /did not answer in time/],
  ] as [FixtureName, RegExp][])('refuses %s within the start limit and leaves nothing of it', async (name, message) => {
    const before = await kept()
    const found = await inspect(name)
    expect(found.problem).toBeUndefined()
    const started = performance.now()
    const problem = await installer.add(found.hash).then(
      () => undefined,
      (error: { problem: { message: string; hint: string } }) => error.problem,
    )
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(problem?.message).toMatch(message)
    expect(problem?.hint).toBeTruthy()
    expect(await kept()).toEqual(before)
    expect(instances.every(({ pid }) => pid === undefined)).toBe(true)
  })

  it('refuses a module that is damaged where only a compiler looks', async () => {
    const before = await kept()
    const bytes = await readFile(await fixture('exit-3'))
    // The code section's last instruction.
    const damaged = Buffer.concat([bytes])
    const code = damaged.lastIndexOf(0x0b)
    damaged[code] = 0xff
    const found = await installer.inspect({ name: 'x.wasm', base64: damaged.toString('base64') })
    expect(found.problem).toBeUndefined()
    await expect(installer.add(found.hash)).rejects.toMatchObject({
      problem: { code: 'bad-request', message: expect.stringMatching(/^It is not valid WebAssembly: .+\.$/) },
    })
    expect(await kept()).toEqual(before)
  })

  it('refuses names that are none, and files that are not there', async () => {
    const found = await inspect('exit-3')
    await expect(installer.add(found.hash, '../x')).rejects.toMatchObject({
      problem: { code: 'bad-request', message: '"../x" cannot be a server\'s name.' },
    })
    await expect(installer.add('0'.repeat(64))).rejects.toMatchObject({ problem: { code: 'not-found' } })
    await expect(installer.inspect({ path: '/nonexistent.wasm' })).rejects.toMatchObject({
      problem: { message: 'There is no such file: /nonexistent.wasm.' },
    })
    await expect(installer.inspect({ path: '/tmp' })).rejects.toMatchObject({
      problem: { message: 'It is a folder, not a file: /tmp.' },
    })
    if (process.platform === 'win32') return
    await expect(installer.inspect({ path: '/dev/zero' })).rejects.toMatchObject({
      problem: { message: 'It is no ordinary file: /dev/zero.' },
    })
  })

  it('refuses a staged file that was changed after it was looked at', async () => {
    const found = await inspect('exit-3')
    const staged = path.join(places.wasm, 'staged')
    const [name] = (await readdir(staged)).filter((one) => one.startsWith(found.hash))
    await writeFile(path.join(staged, name!), await readFile(await fixture('exit-0')))
    await expect(installer.add(found.hash)).rejects.toMatchObject({
      problem: { code: 'conflict', message: 'The file was changed after it was looked at.' },
    })
  })

  it('forgets staged files that nobody installed', async () => {
    await ServerBook.open({ places, onNotice: () => undefined })
    expect((await kept()).staged).toEqual([])
  })

  it('removes everything of a server', async () => {
    for (const { id } of book.list()) await book.remove(id)
    expect(await kept()).toEqual({ wasm: [], staged: [], code: [], servers: [] })
  })

  it('installs a server that does not start before it is granted what it declares', async () => {
    const needs = Buffer.from('{"environment":[{"name":"KEY","required":true}]}')
    const name = Buffer.from('belljar.needs')
    const section = Buffer.concat([Buffer.of(0, name.length + needs.length + 1, name.length), name, needs])
    const bytes = Buffer.concat([await readFile(await fixture('exit-3')), section])
    const found = await installer.inspect({ name: 'wants-key.wasm', base64: bytes.toString('base64') })
    expect(found.needs.environment).toMatchObject([{ name: 'KEY', required: true }])
    const id = await installer.add(found.hash)
    expect(book.get(id)).toMatchObject({ enabled: false, tools: [], missing: [{ text: 'the variable KEY' }] })
    expect(book.get(id)?.catalog).toBeUndefined()
  })
})
