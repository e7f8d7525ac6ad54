import { mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { serverView } from '../server-view.ts'
import { call, Granted } from '../testing-granted.ts'

let granted: Granted
let folder: string
beforeEach(async () => {
  granted = await Granted.open()
  folder = path.join(granted.folder, 'files')
  await mkdir(folder)
  await writeFile(path.join(folder, 'a.txt'), 'first')
})
afterEach(() => granted.close())

const dir = (access: 'read' | 'write', guestPath = folder): Grant => ({
  kind: 'directory',
  hostPath: folder,
  guestPath,
  access,
})
const value = (name: string, value: string): Grant => ({ kind: 'environment', name, value })

/** What `ps` and every other program of this user can see of a process. */
async function argv(pid: number | undefined): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, 'utf8')
}

describe('what a server is started with', () => {
  it.each(['fixture-server', 'fixture-server-p1'] as const)('gives %s no more than its variables', async (name) => {
    granted.secrets.set('key', 'sesame-7781')
    const id = await granted.add(name, [
      value('PLAIN', 'plain-5512'),
      { kind: 'pass-through', name: 'PASSED' },
      { kind: 'pass-through', name: 'ABSENT' },
      { kind: 'secret', secret: 'key', as: 'environment', name: 'TOKEN' },
    ])
    const link = granted.link(id)
    const { variables } = JSON.parse(await call(link, 'environment')) as { variables: [string, string][] }
    expect(Object.fromEntries(variables)).toEqual({
      PLAIN: 'plain-5512',
      PASSED: 'from the host',
      TOKEN: 'sesame-7781',
    })
    expect(granted.redacted).toEqual(['sesame-7781'])
    const words = await argv(link.pid)
    expect(words).toContain('TOKEN')
    expect(words).not.toMatch(/sesame|plain-5512|from the host/)
  })

  it('opens a folder for writing, and no other', async () => {
    const link = granted.link(await granted.add('hostile-p1', [dir('write', '/box')]))
    expect(await call(link, 'read', { path: '/box/a.txt' })).toBe('got: first')
    expect(await call(link, 'write', { path: '/box/b.txt', text: 'second' })).not.toMatch(/^ERROR/)
    expect(await readFile(path.join(folder, 'b.txt'), 'utf8')).toBe('second')
    expect(await call(link, 'write', { path: '/box/../c.txt', text: 'no' })).toMatch(/^ERROR/)
    expect(await call(link, 'read', { path: '/etc/passwd' })).toMatch(/^ERROR/)
    expect((await readdir(granted.folder)).sort()).toEqual(['files', 'home'])
  })

  it.each(['hostile-p1', 'hostile'] as const)('holds a read-only folder beside a writable one for %s', async (name) => {
    const out = path.join(granted.folder, 'out')
    await mkdir(out)
    await symlink('/etc/passwd', path.join(folder, 'way-out'))
    const writable: Grant = { kind: 'directory', hostPath: out, guestPath: '/out', access: 'write' }
    const link = granted.link(await granted.add(name, [dir('read', '/in'), writable]))
    expect(await call(link, 'read', { path: '/in/a.txt' })).toBe('got: first')
    expect(await call(link, 'write', { path: '/out/b.txt', text: 'second' })).not.toMatch(/^ERROR/)
    expect(await readFile(path.join(out, 'b.txt'), 'utf8')).toBe('second')
    for (const [tool, args] of Object.entries({
      write: { path: '/in/a.txt', text: 'other' },
      create: { path: '/in/new' },
      unlink: { path: '/in/a.txt' },
      mkdir: { path: '/in/new' },
      rename: { path: '/in/a.txt', to: '/out/a.txt' },
      link: { path: '/in/a.txt', to: '/out/hard' },
      'open-truncate': { path: '/in/a.txt' },
      read: { path: '/in/way-out' },
    }))
      expect(`${tool}: ${await call(link, tool, args)}`).toMatch(/^[\w-]+: ERROR/)
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('first')
    expect((await readdir(folder)).sort()).toEqual(['a.txt', 'way-out'])
    expect(await readdir(out)).toEqual(['b.txt'])
    await expect
      .poll(() => granted.denied.map(({ asked }) => asked))
      .toContainEqual({ kind: 'outside', path: '/in/way-out' })
    expect(granted.denied[0]).toEqual({ asked: { kind: 'write', path: '/in/a.txt' }, by: 'guard', had: 1 })
    expect(granted.logs.join()).not.toMatch(/belljar-guard/)
    expect(await call(link, 'environment')).not.toContain('BELLJAR')
    expect(await argv(link.pid)).toContain('--env\0BELLJAR_CHANNEL\0')
  })

  it('applies what is revoked and granted at the next start', async () => {
    const id = await granted.add('hostile-p1', [dir('write')])
    const link = granted.link(id)
    expect(await call(link, 'read', { path: path.join(folder, 'a.txt') })).toBe('got: first')
    const before = link.terms?.key ?? ''
    const stale = () => {
      const instance = { id: 'i', server: id, session: null, state: link.state, since: 0, terms: before }
      return serverView(granted.book.get(id)!, [{ ...instance, ...(link.pid !== undefined && { pid: link.pid }) }], [])
        .stale
    }
    expect(stale()).toBe(0)
    await granted.book.revokeGrants(id, [`directory ${folder}`])
    expect(stale()).toBe(1)
    expect(await call(link, 'read', { path: path.join(folder, 'a.txt') })).toBe('got: first')
    await link.close({ code: 'unavailable', message: 'restart' })
    expect(stale()).toBe(0)
    const next = granted.link(id)
    expect(await call(next, 'read', { path: path.join(folder, 'a.txt') })).toMatch(/^ERROR/)
    expect(next.terms?.key).not.toBe(before)
  })

  it('does not start with a folder that is gone or leads elsewhere now', async () => {
    const id = await granted.add('fixture-server-p1', [dir('write')])
    await rename(folder, `${folder}-moved`)
    expect(await call(granted.link(id), 'echo', { text: 'x' })).toBe(
      `UNAVAILABLE The server "fixture-server-p1" did not start: The folder ${folder} that is granted is missing.`,
    )
    await symlink('/etc', folder)
    expect(await call(granted.link(id), 'read-file', { path: path.join(folder, 'passwd') })).toBe(
      `UNAVAILABLE The server "fixture-server-p1" did not start: The folder ${folder} that is granted is now a link that leads to /etc.`,
    )
    await rm(folder)
  })

  it('does not start with a folder whose name wasmtime would read as another', async () => {
    await mkdir(`${folder}:`)
    const id = await granted.add('hostile-p1', [{ ...dir('write', '/in'), hostPath: `${folder}:` } as Grant])
    expect(await call(granted.link(id), 'read', { path: '/in/a.txt' })).toContain('its name has a meaning of its own')
  })

  it('does not start with a folder that the server itself could replace', async () => {
    const inner = path.join(folder, 'inner')
    await mkdir(inner)
    const id = await granted.add('hostile-p1', [dir('write'), { ...dir('write', '/in'), hostPath: inner } as Grant])
    expect(await call(granted.link(id), 'read', { path: '/in/x' })).toContain(
      `The folder ${inner} cannot be held: it could be replaced by way of ${folder}.`,
    )
  })

  it('looks at the folders after everything that takes time', async () => {
    const swap = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      await rename(folder, `${folder}-moved`)
      await symlink('/etc', folder)
      return 'sesame-7781'
    }
    const own = await Granted.open({ secret: swap })
    const key: Grant = { kind: 'secret', secret: 'key', as: 'environment', name: 'TOKEN' }
    const id = await own.add('fixture-server-p1', [dir('write'), key])
    expect(await call(own.link(id), 'read-file', { path: path.join(folder, 'passwd') })).toContain(
      `The folder ${folder} that is granted is now a link that leads to /etc.`,
    )
    await own.close()
    await rm(folder)
  })

  it('does not start with a secret that is gone, or a variable that acts on the runtime', async () => {
    const lost = await granted.add('fixture-server-p1', [
      { kind: 'secret', secret: 'lost', as: 'environment', name: 'TOKEN' },
    ])
    expect(await call(granted.link(lost), 'echo')).toContain('The secret lost that is granted is not in the store.')
    const steering = await granted.add('fixture-server', [value('LD_PRELOAD', '/tmp/x.so')])
    expect(await call(granted.link(steering), 'echo')).toContain('LD_PRELOAD steers the program that runs the server')
  })
})
