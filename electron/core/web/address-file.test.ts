import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AddressFile, addressUrl } from './address-file.ts'
import { newToken } from './token.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-address-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('what is written is read again, and only the owner can', async () => {
  const file = new AddressFile(folder)
  const address = { port: 4711, token: newToken() }
  await file.write(addressUrl(address))
  expect(await file.read()).toEqual(address)
  if (process.platform !== 'win32') expect((await stat(path.join(folder, 'url'))).mode & 0o777).toBe(0o600)
  await file.remove()
  expect(await file.read()).toBeUndefined()
  await file.remove()
})

test.each([
  '',
  'http://evil.example/#token=x',
  'http://127.0.0.1:1/#token=short',
  `http://127.0.0.1:1/#token=${'é'.repeat(43)}`,
])('anything else in the file is no address: %j', async (text) => {
  await writeFile(path.join(folder, 'url'), text)
  expect(await new AddressFile(folder).read()).toBeUndefined()
})
