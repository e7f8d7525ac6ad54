import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { mountsOf } from './mounts.ts'

let folder: string
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'belljar-mounts-')))
  await mkdir(path.join(folder, 'p/out'), { recursive: true })
  await mkdir(path.join(folder, 'p-evil'))
  await mkdir(path.join(folder, 'a::b'))
})
afterAll(() => rm(folder, { recursive: true }))

const dir = (name: string, access: 'read' | 'write', guestPath = `/${name}`): Grant => ({
  kind: 'directory',
  hostPath: path.join(folder, name),
  guestPath,
  access,
})

describe('mountsOf', () => {
  it('gives the folders that are granted', async () => {
    const found = await mountsOf([dir('p', 'read'), dir('p/out', 'write'), dir('p-evil', 'write', '/evil')])
    expect(found.map(({ guestPath, access }) => `${access} ${guestPath}`)).toEqual([
      'read /p',
      'write /p/out',
      'write /evil',
    ])
  })

  it.each([
    ['a read-only folder inside a writable one', [dir.bind(null, 'p/out', 'read'), dir.bind(null, 'p', 'write')]],
    ['one folder both ways', [dir.bind(null, 'p', 'read', '/a'), dir.bind(null, 'p', 'write', '/b')]],
  ])('refuses %s, which no guard holds', async (_what, grants) => {
    await expect(mountsOf(grants.map((one) => one()))).rejects.toThrow(
      'cannot be read-only: it could be changed by way of',
    )
  })

  it.each(['/ok::/etc', 'relative', '/line\nwrite /'])('refuses the guest path %j', async (guestPath) => {
    await expect(mountsOf([dir('p', 'read', guestPath)])).rejects.toThrow('its name has a meaning of its own')
  })

  it('refuses a folder that wasmtime would take for another one', async () => {
    await expect(mountsOf([dir('a::b', 'write', '/x')])).rejects.toThrow('cannot be given to a server')
  })
})
