import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockHome } from './lock.ts'
import { findPlaces, type Places } from './places.ts'

let program: string
let folder: string
let places: Places
const children = new Set<ChildProcess>()

beforeAll(async () => {
  // Beside the sources, where node finds the packages.
  const made = await mkdtemp(path.join(import.meta.dirname, '../../../node_modules/.belljar-lock-'))
  program = path.join(made, 'locker.mjs')
  await build({
    stdin: {
      contents: `
        import { lockHome } from './lock.ts'
        import { findPlaces } from './places.ts'
        const [home, what, at] = process.argv.slice(2)
        await import('@photostructure/sqlite')
        if (at) await new Promise((done) => setTimeout(done, Number(at) - Date.now()))
        try {
          const lock = await lockHome(findPlaces({ home }), what)
          process.stdout.write('got\\n')
          process.stdin.once('data', async () => { await lock.release(); process.stdout.write('released\\n'); process.exit() })
        } catch (error) {
          process.stdout.write(error.problem?.code + ' ' + error.message + '\\n')
          process.exit()
        }`,
      resolveDir: import.meta.dirname,
      loader: 'js',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
})
afterAll(() => rm(path.dirname(program), { recursive: true, force: true }))
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-lock-'))
  places = findPlaces({ home: folder })
  await mkdir(places.run)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
  await rm(folder, { recursive: true, force: true })
})

/** Another process that tries to get the lock; `said` is its first line. */
function other(what: 'host' | 'command', at = 0): { child: ChildProcess; said: Promise<string>; lines: string[] } {
  const child = spawn(process.execPath, [program, folder, what, String(at || '')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.add(child)
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout! })
  reader.on('line', (line) => void lines.push(line))
  return { child, lines, said: once(reader, 'line').then(([line]) => String(line)) }
}

describe('lockHome', () => {
  it('lets exactly one of ten hosts in that start at the same instant', async () => {
    for (let round = 0; round < 3; round++) {
      const at = Date.now() + 1500
      const hosts = Array.from({ length: 10 }, () => other('host', at))
      const said = await Promise.all(hosts.map((host) => host.said))
      expect(said.filter((line) => line === 'got')).toHaveLength(1)
      expect(said.filter((line) => line.startsWith('conflict Belljar is already running'))).toHaveLength(9)
      for (const { child } of hosts) child.kill('SIGKILL')
      await Promise.all(hosts.map(({ child }) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
    }
  })

  it('refuses a second host at once and names the first', async () => {
    const { child, said } = other('host')
    expect(await said).toBe('got')
    const started = performance.now()
    await expect(lockHome(places, 'host')).rejects.toMatchObject({
      problem: {
        code: 'conflict',
        message: `Belljar is already running (process ${child.pid}) with the data folder ${folder}.`,
      },
    })
    expect(performance.now() - started).toBeLessThan(1000)
    await expect(lockHome(places, 'command')).rejects.toMatchObject({ problem: { code: 'conflict' } })
  })

  it('is free at once when its holder was killed, also when the process id is in use again', async () => {
    const { child, said } = other('host')
    expect(await said).toBe('got')
    child.kill('SIGKILL')
    await once(child, 'exit')
    // What a recycled id looks like: the file names a process that lives.
    await writeFile(path.join(places.run, 'owner'), `${process.pid} host\n`)
    const lock = await lockHome(places, 'host')
    await lock.release()
  })

  it('makes a host wait for a command', async () => {
    const command = other('command')
    expect(await command.said).toBe('got')
    await expect(lockHome(places, 'host', { waitMs: 100 })).rejects.toThrow('A belljar command')
    const waiting = lockHome(places, 'host')
    command.child.stdin!.write('release\n')
    await (await waiting).release()
    await vi.waitFor(() => expect(command.lines).toContain('released'))
  })

  it('makes commands wait for each other, and then for nobody', async () => {
    const first = await lockHome(places, 'command')
    const second = other('command')
    const early = await Promise.race([second.said, new Promise((done) => setTimeout(done, 500, 'waits'))])
    expect(early).toBe('waits')
    await first.release()
    expect(await second.said).toBe('got')
  })

  it('waits for a host that hands over', async () => {
    const { child, said } = other('host')
    expect(await said).toBe('got')
    const waiting = lockHome(places, 'host', { waitForHostMs: 20_000 })
    child.kill('SIGKILL')
    await (await waiting).release()
  })

  it('holds within one process too, and releasing twice does nothing', async () => {
    const lock = await lockHome(places, 'host')
    await expect(lockHome(places, 'host')).rejects.toMatchObject({ problem: { code: 'conflict' } })
    const { said } = other('host')
    expect(await said).toMatch(/^conflict /)
    await lock.release()
    await lock.release()
    await (await lockHome(places, 'host')).release()
  })

  it.each(['garbage', 'x'.repeat(5000), '1234\n', 'SQLite format 3\0 but no more'])(
    'repairs a lock file that holds %j',
    async (text) => {
      await writeFile(path.join(folder, 'lock'), text)
      const lock = await lockHome(places, 'host')
      expect(await other('host').said).toMatch(/^conflict /)
      await lock.release()
    },
  )

  it('replaces an empty folder in its place, and names a full one', async () => {
    await mkdir(path.join(folder, 'lock'))
    await (await lockHome(places, 'host')).release()
    await rm(path.join(folder, 'lock'))
    await mkdir(path.join(folder, 'lock', 'full'), { recursive: true })
    await expect(lockHome(places, 'host')).rejects.toMatchObject({ problem: { code: 'unavailable' } })
  })

  it('leaves nothing behind that names it', async () => {
    const lock = await lockHome(places, 'host')
    expect(await readFile(path.join(places.run, 'owner'), 'utf8')).toBe(`${process.pid} host\n`)
    await lock.release()
    await expect(readFile(path.join(places.run, 'owner'))).rejects.toThrow('ENOENT')
  })
})
