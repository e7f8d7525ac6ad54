import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSettings } from './settings.ts'

let home: string
beforeEach(async () => (home = await mkdtemp(path.join(tmpdir(), 'belljar-settings-'))))
afterEach(() => rm(home, { recursive: true, force: true }))

const file = () => path.join(home, 'settings.json')
const open = async () => (await openSettings({ home }, () => undefined)).value

it('asks about nothing at first, and keeps what is set', async () => {
  expect(await open()).toMatchObject({ used: false, confirmCli: false, unseen: [], theme: 'system', limits: {} })
  await (await openSettings({ home }, () => undefined)).change((old) => ({ ...old, confirmCli: true }))
  expect((await open()).confirmCli).toBe(true)
})

it('reads what an older version wrote', async () => {
  await writeFile(file(), JSON.stringify({ version: 1, data: { used: true } }))
  expect(await open()).toMatchObject({ used: true, confirmCli: false, unseen: [], retention: { days: 30 } })
})

it('asks after damage, in this run and the next: nobody gets around the question by breaking the file', async () => {
  for (const backup of [undefined, JSON.stringify({ version: 1, data: { used: true } }), 'broken too']) {
    await rm(`${file()}.bak`, { force: true })
    await writeFile(file(), '{"version":1,')
    if (backup !== undefined) await writeFile(`${file()}.bak`, backup)
    expect((await open()).confirmCli).toBe(true)
    expect((await open()).confirmCli).toBe(true)
  }
})

it('asks when the file is lost and only its backup is there', async () => {
  await writeFile(`${file()}.bak`, JSON.stringify({ version: 1, data: { used: true } }))
  expect(await open()).toMatchObject({ used: true, confirmCli: true })
  expect(await open()).toMatchObject({ used: true, confirmCli: true })
})
