import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readConfig, writeConfig } from './config-file.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'belljar-config-'))
  file = path.join(folder, 'config.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The client itself writes between our reading and our writing. */
it.each([
  ['changed', '{"a":1}', '{"a":2}', 'new'],
  ['deleted', '{"a":1}', null, 'new'],
  ['made', null, '{"a":2}', 'new'],
  ['changed before it is deleted', '{"a":1}', '{"a":2}', null],
])('a file that was %s after it was read stays as it is', async (_name, read, now, ours) => {
  if (read !== null) writeFileSync(file, read)
  const found = await readConfig(file)
  expect(found.text).toBe(read)
  if (now === null) rmSync(file)
  else writeFileSync(file, now)
  await expect(writeConfig(found, ours)).rejects.toMatchObject({ problem: { code: 'conflict' } })
  expect((await readConfig(file)).text).toBe(now)
  expect(readdirSync(folder)).toEqual(now === null ? [] : ['config.json'])
})

it('a file that is too large for a config is not read', async () => {
  writeFileSync(file, Buffer.alloc(16 * 1024 * 1024 + 1, ' '))
  await expect(readConfig(file)).rejects.toMatchObject({ problem: { code: 'unavailable' } })
})

it.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
  await expect(readConfig('/dev/null')).rejects.toMatchObject({ problem: { code: 'unavailable' } })
})

it('a file where its folder should be is said', async () => {
  writeFileSync(file, 'x')
  const inside = path.join(file, 'claude.json')
  await expect(readConfig(inside).then((found) => writeConfig(found, '{}'))).rejects.toMatchObject({
    problem: { code: 'unavailable' },
  })
  expect(readFileSync(file, 'utf8')).toBe('x')
})
