import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixture } from '../../../wasm/fixtures/fixture.ts'
import { launchers, wasmtime } from '../runtimes/testing.ts'
import { compileWasm, cwasmPath, type CompileDeps } from './compile.ts'

let folder: string
let deps: CompileDeps
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-compile-'))
  const [{ launcher }] = await launchers()
  deps = { wasmtime: await wasmtime(), launcher, cache: path.join(folder, 'cache') }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(bytes: Uint8Array): Promise<{ wasm: string; hash: string }> {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const wasm = path.join(folder, `${hash}.wasm`)
  await writeFile(wasm, bytes)
  return { wasm, hash }
}

/** A million functions that do nothing: 4 MB that cost a compiler gigabytes and half a minute. */
function bomb(functions = 1_000_000): Uint8Array {
  const section = (id: number, ...parts: Uint8Array[]) => {
    const body = Buffer.concat(parts)
    return Buffer.concat([Uint8Array.of(id), leb(body.length), body])
  }
  return Buffer.concat([
    Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    section(1, Uint8Array.of(1, 0x60, 0, 0)),
    section(3, leb(functions), Buffer.alloc(functions)),
    section(10, leb(functions), Buffer.alloc(functions * 3, Uint8Array.of(2, 0, 0x0b))),
  ])
}
function leb(value: number): Uint8Array {
  const bytes: number[] = []
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128)
  return Uint8Array.from([...bytes, value])
}

describe('compileWasm', () => {
  it('compiles once, for any number who ask at the same time, and again when the cache is gone', async () => {
    const server = await put(await readFile(await fixture('fixture-server')))
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => compileWasm(deps, server)))
    expect(new Set(others)).toEqual(new Set([first]))
    expect(first).toBe(cwasmPath(deps.cache, deps.wasmtime, server.hash))
    const before = await stat(first!)
    await compileWasm(deps, server)
    expect((await stat(first!)).mtimeMs).toBe(before.mtimeMs)
    expect(before.mode & 0o077).toBe(0o044 & before.mode)
    expect(await readdir(path.dirname(first!))).toHaveLength(1)
    await rm(deps.cache, { recursive: true })
    await compileWasm(deps, server)
    expect((await stat(first!)).size).toBe(before.size)
  })

  it('does not compile bytes that were changed on disk', async () => {
    const server = await put(await readFile(await fixture('exit-3')))
    await writeFile(server.wasm, await readFile(await fixture('exit-0')))
    await expect(compileWasm(deps, server)).rejects.toMatchObject({
      problem: { message: "The server's wasm file was changed outside Belljar." },
    })
    await rm(server.wasm)
    await expect(compileWasm(deps, server)).rejects.toMatchObject({
      problem: { message: "The server's wasm file is missing." },
    })
  })

  it('does not run code from a folder that others can write to', async () => {
    const server = await put(await readFile(await fixture('exit-3')))
    await compileWasm(deps, server)
    await chmod(path.join(deps.cache, 'cwasm'), 0o777)
    await expect(compileWasm(deps, server)).rejects.toMatchObject({
      problem: { code: 'unavailable', message: expect.stringContaining('Other users can write to') },
    })
  })

  it('stops a compilation that takes too long', async () => {
    const server = await put(bomb())
    const started = performance.now()
    await expect(compileWasm({ ...deps, ms: 500 }, server)).rejects.toMatchObject({
      problem: { message: 'Compiling it took longer than 0.5 s and was stopped.' },
    })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(await readdir(path.dirname(cwasmPath(deps.cache, deps.wasmtime, server.hash)))).toEqual([])
  })

  it('stops a compilation that takes too much memory', async () => {
    const server = await put(bomb())
    await expect(compileWasm({ ...deps, bytes: 400 * 1024 * 1024 }, server)).rejects.toMatchObject({
      problem: { message: 'Compiling it used too much memory and was stopped.' },
    })
  })

  it('says why a module is not valid', async () => {
    const server = await put(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1))
    await expect(compileWasm(deps, server)).rejects.toMatchObject({
      problem: { code: 'bad-request', message: expect.stringMatching(/^It is not valid WebAssembly: unexpected end/) },
    })
  })

  it('says that the launcher is missing', async () => {
    const server = await put(await readFile(await fixture('exit-3')))
    const command = path.join(folder, 'nowhere')
    const launcher = { command, prefix: ['launch'] }
    await expect(compileWasm({ ...deps, launcher }, server)).rejects.toMatchObject({
      problem: { message: `${command} is missing.` },
    })
  })
})
