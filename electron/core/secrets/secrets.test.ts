import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Secrets } from './secrets.ts'

const canary = 'canary "värde" /+?'
let home: string
let notices: string[]
let seen: string[]

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'secrets-'))
  notices = []
  seen = []
})
afterEach(() => rm(home, { recursive: true, force: true }))

const open = () =>
  Secrets.open({
    places: { home },
    onNotice: ({ message }) => notices.push(message),
    onValue: (value) => seen.push(value),
    env: { BELLJAR_KEYCHAIN: 'off' },
  })

test('a secret is set, read by another host, set again and removed; the file is said', async () => {
  const secrets = await open()
  let changes = 0
  secrets.onChange(() => changes++)
  expect(await secrets.get('API')).toBeUndefined()
  await Promise.all([secrets.set('API', 'first-value'), secrets.set('API', canary), secrets.set('B', 'other-value')])
  expect(seen).toContain(canary)
  const again = await open()
  expect(again.list()).toEqual([
    { name: 'API', setAt: expect.any(Number) as number },
    { name: 'B', setAt: expect.any(Number) as number },
  ])
  expect(await again.get('API')).toBe(canary)
  expect(await again.where()).toEqual({ kept: 'file', warning: expect.stringMatching(/encrypted file.*off/) as string })
  expect(await again.remove('API')).toBe(true)
  expect(await again.remove('API')).toBe(false)
  expect(await again.get('API')).toBeUndefined()
  expect((await open()).list()).toHaveLength(1)
  expect(changes).toBe(3)
  expect(notices).toEqual([])
})

test('no file holds the value, and nobody else may read any', async () => {
  await (await open()).set('API', canary)
  const files = await readdir(home)
  expect(files.sort()).toEqual(['secrets.bin', 'secrets.bin.bak', 'secrets.json', 'secrets.json.bak', 'secrets.key'])
  for (const file of files) {
    const text = await readFile(path.join(home, file), 'latin1')
    for (const form of [canary, Buffer.from(canary).toString('base64'), 'canary']) expect(text).not.toContain(form)
    if (process.platform !== 'win32') expect((await stat(path.join(home, file))).mode & 0o777).toBe(0o600)
  }
})

test('a value that is too short to be blanked out is no secret', async () => {
  const secrets = await open()
  await expect(secrets.set('API', 'abc')).rejects.toThrow(/at least 4 characters/)
  expect(secrets.list()).toEqual([])
  expect(seen).toEqual([])
})

test.each(['secrets.key', 'secrets.bin'])(
  'a damaged %s is set aside and said; setting again mends it',
  async (file) => {
    await (await open()).set('API', canary)
    await rm(path.join(home, 'secrets.bin.bak'))
    await writeFile(path.join(home, file), 'damaged')
    const secrets = await open()
    const failed = await secrets.get('API').catch((error: unknown) => error)
    expect(failed).toMatchObject({ problem: { code: 'unavailable', hint: 'Set it again: belljar secret set API' } })
    expect(notices.join()).toContain(`${file} was damaged`)
    expect((await readdir(home)).some((name) => name.startsWith(`${file}.corrupt-`))).toBe(true)
    await secrets.set('API', 'new-value')
    expect(await (await open()).get('API')).toBe('new-value')
  },
)

test('a value under the name of another does not open', async () => {
  const secrets = await open()
  await secrets.set('A', 'value of A')
  await secrets.set('B', 'value of B')
  const file = path.join(home, 'secrets.bin')
  const { data } = JSON.parse(await readFile(file, 'utf8')) as { data: { values: Record<string, string> } }
  await writeFile(file, JSON.stringify({ version: 1, data: { values: { A: data.values['B'] } } }))
  await expect((await open()).get('A')).rejects.toThrow(/not where it was put/)
})

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a key that may not be read is not written over',
  async () => {
    await (await open()).set('API', canary)
    const key = path.join(home, 'secrets.key')
    await chmod(key, 0)
    await expect((await open()).set('API', 'new-value')).rejects.toThrow()
    await chmod(key, 0o600)
    expect(await (await open()).get('API')).toBe(canary)
  },
)
