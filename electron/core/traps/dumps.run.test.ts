import { lstat, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { call, Granted } from '../testing-granted.ts'
import { Dumps } from './dumps.ts'

let folder: string
let dumps: Dumps
let granted: Granted
beforeEach(async () => {
  // With a comma in it, which would end the value of wasmtime's -D.
  folder = await mkdtemp(path.join(os.tmpdir(), 'belljar,dumps-'))
  dumps = new Dumps(path.join(folder, 'dumps'))
  granted = await Granted.open({ dumps })
})
afterEach(async () => {
  await granted.close()
  await rm(folder, { recursive: true, force: true })
})

const list = () => readdir(dumps.folder).catch(() => [])

/** Lets it trap; what is known of the child that did. */
async function trap(id: string) {
  const link = granted.link(id)
  const said = await call(link, 'trap')
  const last = granted.endings.at(-1)
  expect(last?.ending.kind, `${said}\n${granted.logs.join('\n')}`).toBe('trapped')
  await link.close({ code: 'unavailable', message: 'enough' })
  return last
}

describe('core dumps', () => {
  it.each(['fixture-modern', 'fixture-server-p1'] as const)('of %s are kept when asked for', async (name) => {
    const id = await granted.add(name, [])
    expect((await trap(id))?.life?.dump).toBeUndefined()
    await granted.book.keepDumps(id, true)
    expect(granted.book.get(id)?.coreDumps).toBe(true)
    const { ending, life } = (await trap(id)) ?? {}
    expect(ending).toMatchObject({ trap: { code: 'unreachable', frames: expect.any(Array) } })
    expect(life).toMatchObject({ wasmtime: '48.0.3', hash: granted.book.get(id)?.hash, calls: 1 })
    expect(life?.aliveMs).toBeGreaterThan(0)
    const { path: file = '', size } = life?.dump ?? {}
    expect((await lstat(file)).size).toBe(size)
    // A module of WebAssembly with a section that names it, as debuggers read it.
    const bytes = await readFile(file)
    expect(bytes.subarray(0, 4)).toEqual(Buffer.from('\0asm'))
    expect(bytes.subarray(0, 40).toString('latin1')).toContain('core')
    await dumps.settled()
    expect((await lstat(file)).mode & 0o777).toBe(0o600)
    expect((await lstat(dumps.folder)).mode & 0o777).toBe(0o700)
    await dumps.forget(id)
    expect(await list()).toEqual([])
  })

  it('are kept of the newest five', async () => {
    const id = await granted.add('fixture-server-p1', [])
    await granted.book.keepDumps(id, true)
    const kept: string[] = []
    for (let i = 0; i < 7; i++) kept.push((await trap(id))?.life?.dump?.path ?? '')
    expect(new Set(kept).size).toBe(7)
    await dumps.settled()
    expect((await list()).sort()).toEqual(kept.slice(2).map((file) => path.basename(file)))
  })

  it('are refused behind guards, where wasmtime cannot write one', async () => {
    const read = path.join(folder, 'read')
    await mkdir(read)
    const grant: Grant = { kind: 'directory', hostPath: read, guestPath: '/in', access: 'read' }
    const id = await granted.add('fixture-server-p1', [])
    await granted.book.keepDumps(id, true)
    await granted.book.addGrants(id, [grant])
    expect(granted.book.get(id)?.coreDumps).toBe(false)
    expect((await trap(id))?.life?.dump).toBeUndefined()
    await expect(granted.book.keepDumps(id, true)).rejects.toMatchObject({
      problem: { message: expect.stringContaining('guards (environment, filesystem)') },
    })
  })

  it('are not left by a server that is ended otherwise', async () => {
    const id = await granted.add('fixture-server-p1', [])
    await granted.book.keepDumps(id, true)
    const link = granted.link(id)
    await call(link, 'exit-0')
    await link.close({ code: 'unavailable', message: 'enough' })
    expect(granted.endings.at(-1)?.life?.dump).toBeUndefined()
    expect(await list()).toEqual([])
  })

  it('end with the first secret, also for when that is revoked again', async () => {
    granted.secrets.set('key', 'canary-4417')
    const id = await granted.add('fixture-server-p1', [])
    await granted.book.keepDumps(id, true)
    const grant: Grant = { kind: 'secret', secret: 'key', as: 'environment', name: 'TOKEN' }
    await granted.book.addGrants(id, [grant])
    expect(granted.book.get(id)?.coreDumps).toBe(false)
    expect((await trap(id))?.life?.dump).toBeUndefined()
    await expect(granted.book.keepDumps(id, true)).rejects.toMatchObject({
      problem: { code: 'conflict', message: expect.stringContaining('TOKEN') },
    })
    await granted.book.revokeGrants(id, [grantKey(grant)])
    expect(granted.book.get(id)?.coreDumps).toBe(false)
  })

  it('are not left by an instance that is given a secret, whatever its entry says', async () => {
    granted.secrets.set('key', 'canary-4417')
    const id = await granted.add('fixture-server-p1', [
      { kind: 'secret', secret: 'key', as: 'environment', name: 'PLAIN_NAME' },
    ])
    const server = { ...granted.book.get(id)!, coreDumps: true }
    const ended: unknown[] = []
    const on = {
      ...{
        line: () => undefined,
        stderr: () => undefined,
        stderrEnded: () => undefined,
        noise: () => undefined,
        report: () => undefined,
      },
      ...{ state: () => undefined, spawned: () => undefined, requesting: () => () => undefined },
      gone: (_ending: unknown, life?: object) => void ended.push(life),
    }
    const instance = await granted.instances.openFor(server, on, () => false)
    instance.start()
    await expect.poll(() => instance.pid).toBeDefined()
    expect(await readFile(`/proc/${instance.pid}/cmdline`, 'utf8')).not.toContain('coredump')
    instance.stop()
    await instance.closed()
    expect(await list()).toEqual([])
  })

  it.each<Grant>([
    { kind: 'environment', name: 'GITHUB_TOKEN', value: 'x' },
    { kind: 'pass-through', name: 'API_KEY' },
  ])('are refused for $name, which looks like a secret', async (grant) => {
    const id = await granted.add('fixture-server-p1', [grant])
    await expect(granted.book.keepDumps(id, true)).rejects.toMatchObject({
      problem: { message: expect.stringContaining('name' in grant ? grant.name : ''), hint: expect.any(String) },
    })
  })

  it('are refused where one could be larger than what all may take', async () => {
    const id = await granted.add('fixture-server-p1', [])
    await granted.book.keepDumps(id, true)
    await granted.book.setLimits(id, { memoryBytes: 1024 ** 3 })
    expect((await trap(id))?.life?.dump).toBeUndefined()
  })
})
