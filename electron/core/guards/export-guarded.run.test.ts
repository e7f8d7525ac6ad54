import { execFile } from 'node:child_process'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { wasmtime } from '../runtimes/testing.ts'
import { Granted } from '../testing-granted.ts'

let granted: Granted
let folder: string
beforeEach(async () => {
  granted = await Granted.open()
  folder = path.join(granted.folder, "it's in")
  await mkdir(folder)
  await writeFile(path.join(folder, 'a.txt'), 'first')
})
afterEach(() => granted.close())

const hello =
  '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}'

/** Runs a command line as a person would, in a shell, and gives the texts of what the tools answered. */
async function shell(run: string, calls: [string, object][]): Promise<string[]> {
  const { path: binary } = await wasmtime()
  const lines = calls.map(([name, args], id) =>
    JSON.stringify({ jsonrpc: '2.0', id: id + 1, method: 'tools/call', params: { name, arguments: args } }),
  )
  const started = promisify(execFile)('/bin/sh', ['-c', run.replace(/^wasmtime/, `'${binary}'`)])
  started.child.stdin?.end(
    `${[hello, '{"jsonrpc":"2.0","method":"notifications/initialized"}', ...lines].join('\n')}\n`,
  )
  const { stdout } = await started
  return stdout
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const { result } = JSON.parse(line) as { result: { content: { text: string }[]; isError?: boolean } }
      return `${result.isError ? 'ERROR ' : ''}${result.content[0]?.text}`
    })
}

describe('an exported server', () => {
  it.each(['hostile-p1', 'hostile'] as const)('is read-only under a plain wasmtime run: %s', async (name) => {
    const out = path.join(granted.folder, 'out')
    await mkdir(out)
    const grants: Grant[] = [
      { kind: 'directory', hostPath: folder, guestPath: '/in', access: 'read' },
      { kind: 'directory', hostPath: out, guestPath: '/out', access: 'write' },
      { kind: 'environment', name: 'MODE', value: 'plain-5512' },
    ]
    const id = await granted.add(name, grants)
    const file = path.join(granted.folder, 'guarded.wasm')
    const exported = await granted.instances.export(granted.book.get(id)!, { path: file, overwrite: false })
    expect(exported).toMatchObject({ path: file, size: (await readFile(file)).length })
    expect(exported.run).not.toContain('plain-5512')
    // More than was granted is hidden by the component itself.
    const [read, write, made, other] = await shell(exported.run.replace(' --dir', ' --dir /etc::/etc --dir'), [
      ['read', { path: '/in/a.txt' }],
      ['write', { path: '/in/a.txt', text: 'other' }],
      ['write', { path: '/out/b.txt', text: 'second' }],
      ['read', { path: '/etc/passwd' }],
    ])
    expect(read).toBe('got: first')
    expect(write).toMatch(/^ERROR .*[Rr]ead-only/)
    expect(made).not.toMatch(/^ERROR/)
    expect(other).toMatch(/^ERROR/)
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('first')
    expect(await readFile(path.join(out, 'b.txt'), 'utf8')).toBe('second')
  })

  it('takes the place of no other file', async () => {
    const server = granted.book.get(await granted.add('hostile-p1', []))!
    const file = path.join(granted.folder, 'x.wasm')
    await writeFile(file, 'not yours')
    const save = (overwrite: boolean, to = file) => granted.instances.export(server, { path: to, overwrite })
    await expect(save(false)).rejects.toThrow(`${file} is there already.`)
    await expect(save(true)).rejects.toThrow('is no wasm file, so it is not replaced')
    expect(await readFile(file, 'utf8')).toBe('not yours')
    await expect(save(false, 'x.wasm')).rejects.toThrow('x.wasm is not a whole path.')
    await expect(save(false, path.join(granted.folder, 'no/x.wasm'))).rejects.toThrow('There is no folder')
    const good = path.join(granted.folder, 'y.wasm')
    const { size } = await save(false, good)
    expect((await save(true, good)).size).toBe(size)
    expect((await readdir(granted.folder)).sort()).toEqual(['home', "it's in", 'x.wasm', 'y.wasm'])
  })
})
