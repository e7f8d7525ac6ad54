import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultLimits } from '../../../shared/domain.ts'
import { ServerBook } from '../servers/book.ts'
import { registerBundled } from '../servers/bundled.ts'
import { BundledCatalog } from './bundled-catalog.ts'

let home: string
let book: ServerBook
let catalog: BundledCatalog
const limits = { ...defaultLimits, callMs: 1234 }
const places = () => ({ home, wasm: path.join(home, 'wasm'), cache: path.join(home, 'cache') })
const onNotice = ({ message }: { message: string }) => expect(message).toBe('none')

beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-catalog-')))
  const folder = path.join(home, 'bundled')
  await mkdir(folder)
  const kept = path.resolve(import.meta.dirname, '../../../resources/servers')
  for (const name of ['time', 'fetch'])
    for (const kind of ['wasm', 'json'])
      await cp(path.join(kept, `${name}.${kind}`), path.join(folder, `${name}.${kind}`))
  book = await ServerBook.open({ places: places(), onNotice })
  await registerBundled({ book, places: places(), folder, onNotice })
  catalog = new BundledCatalog({ book, places: places(), folder, limits: () => limits })
})
afterEach(() => rm(home, { recursive: true, force: true }))

it('says what each is, offers and will ask for, before it is installed', async () => {
  const [fetch, time] = await catalog.list()
  expect(fetch).toMatchObject({ name: 'fetch', installed: 'fetch' })
  expect(fetch?.needs.hosts.length).toBeGreaterThan(0)
  expect(time).toMatchObject({ name: 'time', title: 'Time', installed: 'time' })
  expect(time?.icon).toMatch(/^data:image\//)
  expect(time?.tools.map(({ name }) => name)).toContain('get_current_time')
  expect(time?.size).toBe(book.get('time')?.size)
})

it('brings back what was removed, with its tools and the limits of new servers, switched off', async () => {
  await book.remove('time')
  expect((await catalog.list())[1]).not.toHaveProperty('installed')
  expect(await catalog.add('time')).toBe('time')
  expect(book.get('time')).toMatchObject({ enabled: false, bundled: true, limits, bundledAs: 'time' })
  expect(book.get('time')?.tools.length).toBeGreaterThan(0)
  expect(book.wasRemoved('time')).toBe(false)
})

it('installs nothing twice, also when asked twice at once, and nothing that it does not have', async () => {
  await book.remove('time')
  const [first, second] = await Promise.allSettled([catalog.add('time'), catalog.add('time')])
  expect(first.status).toBe('fulfilled')
  expect(second).toMatchObject({ status: 'rejected', reason: { problem: { code: 'conflict' } } })
  expect(book.list().filter(({ bundledAs }) => bundledAs === 'time')).toHaveLength(1)
  await expect(catalog.add('../time')).rejects.toMatchObject({ problem: { code: 'not-found' } })
})

it('notices that the file of a server is gone, and that it is back', async () => {
  await book.lookForBytes()
  expect(book.get('time')?.problem).toBeUndefined()
  const wasm = book.get('time')?.wasm ?? ''
  await rm(wasm)
  await book.lookForBytes()
  expect(book.get('time')?.summary.problem?.message).toBe('Its wasm file is missing.')
  await cp(path.join(home, 'bundled', 'time.wasm'), wasm)
  await book.lookForBytes()
  expect(book.get('time')?.problem).toBeUndefined()
})
