import { lstat, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { TrapFrame } from '../../../shared/domain.ts'
import { sourcesOf } from './sources.ts'

vi.mock('node:fs/promises', { spy: true })

let folder: string
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-sources-')))
  await mkdir(path.join(folder, 'own'))
  await mkdir(path.join(folder, 'folder.rs'))
  for (const file of ['main.rs', 'secret.txt', 'own/inside.rs', 'plain', 'a\u202Eb.rs'])
    await writeFile(path.join(folder, file), '')
  await symlink(path.join(folder, 'secret.txt'), path.join(folder, 'link.rs'))
  await symlink(path.join(folder, 'own'), path.join(folder, 'way'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const frame = (file: string): TrapFrame => ({
  index: 0,
  module: 'm',
  func: 'mine::f',
  at: { file, line: 1, column: 1 },
})

it('names the files that are there and are source code', async () => {
  const file = path.join(folder, 'main.rs')
  const frames = [frame(file), { ...frame(file), func: 'core::panicking::panic' }, { index: 2, module: 'm', func: 'f' }]
  expect(await sourcesOf([...frames, frame(path.join(folder, 'own', '..', 'main.rs'))], [])).toEqual([
    file,
    null,
    null,
    file,
  ])
})

it.each([
  ['is not there', 'gone.rs'],
  ['is no source code', 'secret.txt'],
  ['has no ending', 'plain'],
  ['is a folder', 'folder.rs'],
  ['is a link', 'link.rs'],
  ["is Belljar's own", 'own/inside.rs'],
  ["is Belljar's own, by a link to its folder", 'way/inside.rs'],
  ['hides characters', 'a\u202Eb.rs'],
  ['has a line break', 'main.rs\n'],
])('passes over what %s', async (_why, name) => {
  expect(await sourcesOf([frame(path.join(folder, name))], [path.join(folder, 'own')])).toEqual([null])
})

it("passes over Belljar's own where that is reached by a link", async () => {
  const inside = path.join(folder, 'own', 'inside.rs')
  expect(await sourcesOf([frame(inside)], [path.join(folder, 'way')])).toEqual([null])
  expect(await sourcesOf([frame(inside)], [path.join(folder, 'gone')])).toEqual([inside])
})

it.runIf(process.platform !== 'win32')('looks at no name in a folder that connects to a host called so', async () => {
  const looked = vi.mocked(lstat)
  looked.mockClear()
  const frames = ['/net/evil.example/main.rs', '/usr/../afs/evil.example/main.rs', path.join(folder, 'main.rs')]
  expect(await sourcesOf(frames.map(frame), [])).toEqual([null, null, frames[2]])
  expect(looked.mock.calls.map(([file]) => file)).toEqual([frames[2]])
})

it('passes over paths that are not from the root of this computer', async () => {
  const frames = [
    'src/main.rs',
    './main.rs',
    `/${folder}/main.rs`,
    '\\\\host\\share\\main.rs',
    '',
    `/${'a/'.repeat(900)}b.rs`,
  ]
  expect(await sourcesOf(frames.map(frame), [])).toEqual(frames.map(() => null))
})
