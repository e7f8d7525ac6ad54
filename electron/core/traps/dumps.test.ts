import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Dumps } from './dumps.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-dumps-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('go when they are older than what is kept, and nothing else does', async () => {
  const named = (days: number) =>
    `time.${(Date.now() - days * 86_400_000).toString(36).padStart(9, '0')}.0123abcd.coredump`
  const names = [named(1), named(9), named(11), 'notes.txt']
  for (const name of names) await writeFile(path.join(folder, name), 'x')
  const dumps = new Dumps(folder)
  dumps.keep(10)
  await dumps.settled()
  expect((await readdir(folder)).sort()).toEqual([names[0], names[1], 'notes.txt'].sort())
  dumps.keep(5)
  await dumps.settled()
  expect((await readdir(folder)).sort()).toEqual([names[0], 'notes.txt'].sort())
})
