import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepNewest } from './keep-newest.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'belljar-newest-'))))
afterEach(() => rm(folder, { recursive: true }))

it('keeps the newest of one server and what is in use, and everything of others', async () => {
  for (let age = 0; age < 9; age++) {
    for (const hash of ['aa', 'bb']) {
      const file = path.join(folder, `${hash}-${age}.cwasm`)
      await writeFile(file, '')
      await utimes(file, 1000 - age, 1000 - age)
    }
  }
  await keepNewest(folder, 'aa', path.join(folder, 'aa-8.cwasm'))
  const left = await readdir(folder)
  expect(left.filter((name) => name.startsWith('aa')).sort()).toEqual([0, 1, 2, 3, 8].map((age) => `aa-${age}.cwasm`))
  expect(left.filter((name) => name.startsWith('bb'))).toHaveLength(9)
})

it('minds neither a folder that is not there nor one that is empty', async () => {
  await keepNewest(path.join(folder, 'none'), 'aa', 'x')
  await keepNewest(folder, 'aa', 'x')
  expect(await readdir(folder)).toEqual([])
})
