import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fixture, type FixtureName } from '../../../wasm/fixtures/fixture.ts'
import { codeFlags } from '../runtimes/launch.ts'
import { launchers, wasmtime } from '../runtimes/testing.ts'
import { compileWasm } from '../servers/compile.ts'
import { weldWasm, type WeldJob } from './weld.ts'
import { prepareWeld, type WeldDeps } from './weld-tools.ts'

const kept = path.resolve(import.meta.dirname, '../../../resources/guards')

/** Compiling weld takes seconds: once for all tests, each of which has its own results. */
let prepared: string
let folder: string
let deps: WeldDeps
beforeAll(async () => {
  prepared = await mkdtemp(path.join(tmpdir(), 'belljar-weld-'))
  const [{ launcher }] = await launchers()
  deps = { wasmtime: await wasmtime(), launcher, cache: prepared, guards: kept }
  await prepareWeld(deps)
}, 60_000)
afterAll(() => rm(prepared, { recursive: true, force: true }))
beforeEach(async () => {
  folder = await mkdtemp(path.join(prepared, 'test-'))
  await rm(results(), { recursive: true, force: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const results = () => path.join(prepared, 'guarded')

async function put(bytes: Uint8Array): Promise<WeldJob> {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const wasm = path.join(folder, `${hash}.wasm`)
  await writeFile(wasm, bytes)
  return { wasm, hash, guards: ['environment'], policy: '' }
}
const job = async (name: FixtureName) => put(await readFile(await fixture(name)))

/** Answers of a server to these messages, by id, with two variables given to it. */
async function talk(wasm: string, key: string, ask: object[]): Promise<Record<string, unknown>> {
  const cwasm = await compileWasm(deps, { wasm, hash: key, ours: true })
  const variables = { BELLJAR_CHANNEL: 'hidden-4711', PLAIN: 'seen-4711' }
  const given = Object.keys(variables).flatMap((name) => ['--env', name])
  const child = spawn(
    deps.wasmtime.path,
    ['run', '--allow-precompiled', ...codeFlags, ...given, '-W', 'max-memories=3', '--', cwasm],
    { env: { ...variables, WASMTIME_BACKTRACE_DETAILS: '1' }, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stdin.end(ask.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''))
  await new Promise((resolve) => child.once('close', resolve))
  const answers = out.split('\n').filter(Boolean)
  return Object.fromEntries(
    answers.map((line) => JSON.parse(line)).map(({ id, result, error }) => [id, result ?? error]),
  )
}

const client = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } }
const conversation = [
  { id: 1, method: 'initialize', params: client },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
  { id: 3, method: 'tools/call', params: { name: 'echo', arguments: { text: 'a\u2028ü' } } },
  { id: 4, method: 'tools/call', params: { name: 'big', arguments: { bytes: 300_000 } } },
]
const environment = { id: 5, method: 'tools/call', params: { name: 'environment', arguments: {} } }

describe('weldWasm', () => {
  it.each(['fixture-server', 'fixture-server-p1'] as const)(
    'leaves %s as it was, but for the variables of Belljar',
    async (name) => {
      const server = await job(name)
      const welded = await weldWasm(deps, server)
      expect(welded).toMatchObject({ memories: 2, growable: 1 })
      const before = await talk(server.wasm, server.hash, [...conversation, environment])
      const after = await talk(welded.path, welded.key, [...conversation, environment])
      for (const { id } of conversation) if (id) expect(after[id]).toEqual(before[id])
      expect(Object.keys(before)).toHaveLength(5)
      expect(JSON.stringify(before[5])).toContain('hidden-4711')
      expect(JSON.stringify(after[5])).toContain('seen-4711')
      expect(JSON.stringify(after[5])).not.toMatch(/hidden-4711|BELLJAR/)
    },
  )

  it('does the work once for any number who ask, keeps it, and gives it at once', async () => {
    const server = await job('fixture-server-p1')
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => weldWasm(deps, server)))
    for (const other of others) expect(other).toBe(first)
    const before = await stat(first!.path)
    const name = `${server.hash}-${first!.key.slice(0, 32)}`
    expect((await readdir(results())).sort()).toEqual([`${name}.json`, `${name}.wasm`])
    const started = performance.now()
    expect(await weldWasm(deps, server)).toEqual(first)
    expect(performance.now() - started).toBeLessThan(200)
    expect((await stat(first!.path)).ino).toBe(before.ino)
  })

  it('makes the same bytes again, and other ones for another policy, guard or server', async () => {
    const server = await job('fixture-server')
    const first = await weldWasm(deps, server)
    const bytes = await readFile(first.path)
    await rm(first.path)
    expect(await weldWasm(deps, server)).toEqual(first)
    expect((await readFile(first.path)).equals(bytes)).toBe(true)
    const same = await weldWasm(deps, { ...server, guards: ['environment', 'environment'] })
    const policy = await weldWasm(deps, { ...server, policy: 'egress proxy\n' })
    const guards = await weldWasm(deps, { ...server, guards: ['environment', 'filesystem'], policy: 'read /a\n' })
    const other = await weldWasm(deps, await job('fixture-server-p1'))
    expect(new Set([first, same, policy, guards, other].map(({ key }) => key)).size).toBe(4)
    expect(guards).toMatchObject({ memories: 4, growable: 1 })
    expect((await readFile(guards.path)).includes('read /a\n')).toBe(true)
  })

  it.each(['fixture-server', 'fixture-server-p1', 'fixture-modern'] as const)(
    'puts all guards before %s',
    async (name) => {
      const guards = ['config', 'environment', 'filesystem', 'http', 'keyvalue', 'sockets'] as const
      const welded = await weldWasm(deps, { ...(await job(name)), guards, policy: 'egress proxy\n' })
      expect(welded).toMatchObject({ memories: 8, growable: 1 })
      await expect(compileWasm(deps, { wasm: welded.path, hash: welded.key, ours: true })).resolves.toMatch(/\.cwasm$/)
    },
  )

  it('welds again with another guard of the same name', async () => {
    const own = path.join(folder, 'guards')
    await mkdir(own)
    for (const name of ['weld', 'environment', 'config'])
      await copyFile(path.join(kept, `${name}.wasm`), path.join(own, `${name}.wasm`))
    const server = await job('fixture-server')
    const { key } = await weldWasm({ ...deps, guards: own }, server)
    expect(key).toBe((await weldWasm(deps, server)).key)
    await copyFile(path.join(own, 'config.wasm'), path.join(own, 'environment.wasm'))
    expect((await weldWasm({ ...deps, guards: own }, server)).key).not.toBe(key)
  })

  it.each<[FixtureName, RegExp]>([
    ['foreign-imports', /^It needs something that Belljar does not provide: (?!wasi_snapshot)\S+\.$/],
    ['reactor', /^It is a library: it has no `_start` function\.$/],
    ['truncated', /^It is not valid WebAssembly: unexpected end/],
    ['truncated-component', /^It is not valid WebAssembly: unexpected end/],
    ['plain-text', /^It is not valid WebAssembly: magic header not detected/],
    ['empty', /^It is not valid WebAssembly: unexpected end/],
  ])('refuses %s and says why', async (name, message) => {
    await expect(weldWasm(deps, await job(name))).rejects.toMatchObject({
      problem: { code: 'bad-request', message: expect.stringMatching(message), hint: expect.stringMatching(/\.$/) },
    })
    expect(await readdir(results())).toEqual([])
  })

  it('names what a component imports that is not of WASI 0.2', async () => {
    // (component (import "wasi:cli/environment@0.3.0" (instance)) (import "acme:tools/do" (func)))
    const name = (text: string) => [0, text.length, ...Buffer.from(text)]
    const imports = [2, ...name('wasi:cli/environment@0.3.0'), 5, 0, ...name('acme:tools/do'), 1, 1]
    const types = [2, 0x42, 0, 0x40, 0, 1, 0]
    const component = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 7, types.length, ...types, 10, imports.length, ...imports]
    await expect(weldWasm(deps, await put(Uint8Array.from(component)))).rejects.toMatchObject({
      problem: { message: expect.stringMatching(/does not provide: acme:tools\/do, wasi:cli\/environment@0\.3\.0\.$/) },
    })
  })

  it('does not touch bytes that were changed on disk', async () => {
    const server = await job('fixture-server')
    await writeFile(server.wasm, await readFile(await fixture('fixture-server-p1')))
    await expect(weldWasm(deps, server)).rejects.toMatchObject({
      problem: { message: "The server's wasm file was changed outside Belljar." },
    })
    await expect(weldWasm(deps, { ...server, hash: '0'.repeat(64) })).rejects.toMatchObject({
      problem: { code: 'unavailable' },
    })
  })

  it('stops one that takes too long or too much memory, and keeps nothing of it', async () => {
    const server = await job('fixture-server')
    await expect(weldWasm({ ...deps, ms: 1 }, server)).rejects.toMatchObject({
      problem: { message: 'Putting guards before it took longer than 0.001 s and was stopped.' },
    })
    // A custom section: valid, and only large.
    const section = Buffer.concat([Uint8Array.of(0, 0x80, 0x80, 0x80, 0x08), Buffer.alloc(16 * 1024 * 1024)])
    const large = await put(Buffer.concat([await readFile(await fixture('exit-0')), section]))
    await expect(weldWasm({ ...deps, bytes: 8 * 1024 * 1024 }, large)).rejects.toMatchObject({
      problem: { message: 'It is too large: putting guards before it takes too much memory.' },
    })
    await expect(weldWasm({ ...deps, bytes: 20 * 1024 * 1024 }, large)).rejects.toMatchObject({
      problem: { message: 'Putting guards before it used too much memory and was stopped.' },
    })
    expect(await readdir(results())).toEqual([])
  })

  it('says when a guard is not there', async () => {
    await expect(weldWasm({ ...deps, guards: folder }, await job('fixture-server'))).rejects.toMatchObject({
      problem: { code: 'unavailable', message: expect.stringMatching(/\/(?:weld|environment)\.wasm \(ENOENT\)\.$/) },
    })
  })

  it('makes the code of weld again when it was damaged', async () => {
    const code = path.join(prepared, 'cwasm', deps.wasmtime.hash)
    const [found] = await readdir(code)
    for (const file of await readdir(code)) await writeFile(path.join(code, file), 'damaged')
    expect(found).toMatch(/\.cwasm$/)
    expect(await weldWasm(deps, await job('fixture-server'))).toMatchObject({ memories: 2 })
  }, 60_000)

  it('removes what an interrupted weld left', async () => {
    const [old, now] = ['job-1-aaaa', 'job-2-bbbb'].map((name) => path.join(results(), name))
    await mkdir(old!, { recursive: true })
    await mkdir(now!)
    const before = new Date(Date.now() - 2 * 60 * 60_000)
    await utimes(old!, before, before)
    await prepareWeld(deps)
    expect(await readdir(results())).toEqual(['job-2-bbbb'])
  })
})
