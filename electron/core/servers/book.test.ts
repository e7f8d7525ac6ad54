import { mkdtemp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '../../../shared/domain.ts'
import { needsSchema } from '../../../shared/grant-schema.ts'
import { findPlaces, type Places } from '../home/places.ts'
import { makePlaces } from '../home/make-places.ts'
import { ServerBook, type NewServer } from './book.ts'
import { registerBundled } from './bundled.ts'
import type { Catalog } from './catalog.ts'

let folder: string
let places: Places
const notices: Omit<Notice, 'id' | 'at'>[] = []
const onNotice = (notice: Omit<Notice, 'id' | 'at'>) => void notices.push(notice)
const open = () => ServerBook.open({ places, onNotice })

beforeEach(async () => {
  notices.length = 0
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-book-'))
  places = findPlaces({ home: path.join(folder, 'home'), env: { BELLJAR_CACHE: path.join(folder, 'cache') } })
  await makePlaces(places)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const tool = (name: string, more = {}) => ({ name, inputSchema: { type: 'object' }, ...more })
const catalog = (...tools: unknown[]): Catalog => ({
  protocolVersion: '2025-06-18',
  era: 'legacy',
  serverInfo: { name: 'x', version: '1.2.3', title: 'X' },
  capabilities: { tools: {} },
  tools,
  prompts: [],
  resources: [{ uri: 'a:b', name: 'a' }],
  resourceTemplates: [],
})
const server = (name: string, digit: string, more: Partial<NewServer> = {}): NewServer => ({
  name,
  hash: digit.repeat(64),
  size: 10,
  memories: 1,
  format: 'component',
  imports: ['wasi:cli/stdout@0.2.6'],
  needs: needsSchema.parse({}),
  ...more,
})

describe('ServerBook', () => {
  it('keeps what is added, switched off, across a restart', async () => {
    const book = await open()
    const added = await book.add(
      server('time', 'a', {
        catalog: catalog(tool('now', { title: 'Now', annotations: { readOnlyHint: true, bad: 1 } })),
      }),
    )
    expect(added.summary).toMatchObject({
      id: 'time',
      name: 'time',
      title: 'X',
      version: '1.2.3',
      enabled: false,
      bundled: false,
      resources: 1,
      prompts: 0,
      stateful: false,
    })
    expect(added.tools).toEqual([
      {
        name: 'now',
        clientName: 'now',
        title: 'Now',
        inputSchema: { type: 'object' },
        annotations: { readOnlyHint: true },
        enabled: true,
      },
    ])
    await book.setEnabled('time', true)
    await book.setTool('time', 'now', false)
    const again = (await open()).get('time')!
    expect(again).toMatchObject({ enabled: true, tools: [{ name: 'now', enabled: false }], catalog: { era: 'legacy' } })
    expect(again.wasm).toBe(path.join(places.wasm, `${'a'.repeat(64)}.wasm`))
    expect(notices).toEqual([])
  })

  it('numbers names and never gives a reserved one', async () => {
    const book = await open()
    expect((await book.add(server('x', 'a'))).id).toBe('x')
    expect((await book.add(server('x', 'b'))).id).toBe('x-2')
    expect((await book.add(server('all', 'c'))).id).toBe('all-2')
    expect(book.list().map(({ id }) => id)).toEqual(['x', 'x-2', 'all-2'])
  })

  it('keeps the names of tools apart, and keeps them when the other server goes', async () => {
    const book = await open()
    await book.add(server('a', 'a', { catalog: catalog(tool('get')) }))
    await book.add(server('b', 'b', { catalog: catalog(tool('get'), tool('set')) }))
    expect(book.get('b')!.tools.map(({ clientName }) => clientName)).toEqual(['b_get', 'set'])
    await book.remove('a')
    expect((await open()).get('b')!.tools.map(({ clientName }) => clientName)).toEqual(['b_get', 'set'])
  })

  it('notices a different catalog, but not a different order', async () => {
    const book = await open()
    await book.add(server('a', 'a', { catalog: catalog(tool('x', { title: 'T', description: 'D' }), tool('y')) }))
    await book.setTool('a', 'y', false)
    const heard: string[] = []
    const end = book.onChange((id) => heard.push(id))
    const turned = catalog(tool('y'), { description: 'D', title: 'T', inputSchema: { type: 'object' }, name: 'x' })
    expect(await book.keepCatalog('a', turned)).toBe(false)
    expect(book.get('a')!.tools.map(({ name }) => name)).toEqual(['x', 'y'])
    expect(heard).toEqual([])
    expect(await book.keepCatalog('a', catalog(tool('z')))).toBe(true)
    expect(heard).toEqual(['a'])
    await book.keepCatalog('a', catalog(tool('y')))
    expect(book.get('a')!.tools).toMatchObject([{ name: 'y', enabled: false }])
    end()
    await book.setEnabled('a', true)
    expect(heard).toHaveLength(2)
  })

  it('survives tools that are none', async () => {
    const book = await open()
    await book.add(
      server('a', 'a', {
        catalog: catalog(
          null,
          1,
          { inputSchema: {} },
          tool(''),
          tool('x'),
          tool('x', { title: 'second' }),
          tool('__proto__'),
        ),
      }),
    )
    expect(book.get('a')!.tools.map(({ name, title }) => [name, title])).toEqual([
      ['x', undefined],
      ['__proto__', undefined],
    ])
    expect((await open()).get('a')!.tools[1]!.clientName).toMatch(/proto/)
  })

  it('refuses what is not there', async () => {
    const book = await open()
    await expect(book.setEnabled('x', true)).rejects.toMatchObject({
      problem: { code: 'not-found', message: 'There is no server "x".' },
    })
    await expect(book.remove('x')).rejects.toMatchObject({ problem: { code: 'not-found' } })
    await book.add(server('x', 'a'))
    await expect(book.setTool('x', 'y', true)).rejects.toMatchObject({ problem: { message: 'There is no tool "y".' } })
  })

  it('deletes bytes and code with the last server that has them', async () => {
    const book = await open()
    await book.add(server('a', 'a'))
    await book.add(server('b', 'a'))
    const code = path.join(places.cache, 'cwasm', 'runtime')
    await mkdir(code, { recursive: true })
    await writeFile(path.join(code, `${'a'.repeat(64)}-b1.cwasm`), 'x')
    await writeFile(path.join(code, `${'b'.repeat(64)}-b1.cwasm`), 'x')
    await writeFile(book.wasmPath('a'.repeat(64)), 'x')
    await book.remove('a')
    expect(await stat(book.wasmPath('a'.repeat(64)))).toBeTruthy()
    await book.remove('b')
    await expect(stat(book.wasmPath('a'.repeat(64)))).rejects.toThrow()
    expect(await readdir(code)).toEqual([`${'b'.repeat(64)}-b1.cwasm`])
  })

  it('starts without a file that is damaged, and says so', async () => {
    await (await open()).add(server('a', 'a'))
    await rm(path.join(places.home, 'servers.json.bak'), { force: true })
    await writeFile(path.join(places.home, 'servers.json'), '{"version":1,"servers":[{"id":"../x"')
    expect((await open()).list()).toEqual([])
    expect(notices).toHaveLength(1)
  })
})

describe('registerBundled', () => {
  const bundle = async (bytes: string, tools: string[]) => {
    const resources = path.join(folder, 'resources')
    await mkdir(resources, { recursive: true })
    await writeFile(path.join(resources, 'time.wasm'), bytes)
    await writeFile(path.join(resources, 'time.json'), JSON.stringify(catalog(...tools.map((name) => tool(name)))))
    return resources
  }

  it('brings a server along, switched off, with its tools and its bytes', async () => {
    const book = await open()
    await registerBundled({ book, places, folder: await bundle('one', ['now']), onNotice })
    const time = book.get('time')!
    expect(time).toMatchObject({ bundled: true, enabled: false, tools: [{ name: 'now' }] })
    expect(await readFile(time.wasm, 'utf8')).toBe('one')
    expect(notices).toEqual([])
  })

  it('puts a newer one in its place and keeps the switches', async () => {
    const book = await open()
    await registerBundled({ book, places, folder: await bundle('one', ['now', 'then']), onNotice })
    const old = book.get('time')!
    await book.setEnabled('time', true)
    await book.setTool('time', 'then', false)
    await registerBundled({ book, places, folder: await bundle('two', ['now', 'then', 'later']), onNotice })
    const time = book.get('time')!
    expect(time.enabled).toBe(true)
    expect(time.tools.map(({ name, enabled }) => [name, enabled])).toEqual([
      ['now', true],
      ['then', false],
      ['later', true],
    ])
    expect(await readFile(time.wasm, 'utf8')).toBe('two')
    await expect(stat(old.wasm)).rejects.toThrow()
  })

  it('restores its bytes when they are gone or changed', async () => {
    const book = await open()
    const resources = await bundle('one', [])
    await registerBundled({ book, places, folder: resources, onNotice })
    await writeFile(book.get('time')!.wasm, 'evil')
    await registerBundled({ book, places, folder: resources, onNotice })
    expect(await readFile(book.get('time')!.wasm, 'utf8')).toBe('one')
    expect(book.list()).toHaveLength(1)
  })

  it('does not bring back what was removed', async () => {
    const resources = await bundle('one', [])
    const book = await open()
    await registerBundled({ book, places, folder: resources, onNotice })
    await book.remove('time')
    const again = await open()
    await registerBundled({ book: again, places, folder: resources, onNotice })
    expect(again.list()).toEqual([])
  })

  it('leaves a server of the same name alone', async () => {
    const book = await open()
    await book.add(server('time', 'a'))
    await registerBundled({ book, places, folder: await bundle('one', []), onNotice })
    expect(book.list().map(({ id, bundled }) => [id, bundled])).toEqual([
      ['time', false],
      ['time-2', true],
    ])
    await registerBundled({ book, places, folder: await bundle('one', []), onNotice })
    expect(book.list()).toHaveLength(2)
  })

  it('does not mind that nothing is bundled', async () => {
    const book = await open()
    await registerBundled({ book, places, folder: path.join(folder, 'nowhere'), onNotice })
    expect(book.list()).toEqual([])
  })
})
