import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ServerBook } from './book.ts'
import { registerBundled } from './bundled.ts'

let folder: string
let book: ServerBook
const notices: string[] = []

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-bundled-')))
  await mkdir(path.join(folder, 'bundled'))
  book = await ServerBook.open({ places: places(), onNotice: ({ message }) => notices.push(message) })
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
  notices.length = 0
})

const places = () => ({ home: folder, wasm: path.join(folder, 'wasm'), cache: path.join(folder, 'cache') })
const register = () =>
  registerBundled({
    book,
    places: places(),
    folder: path.join(folder, 'bundled'),
    onNotice: ({ message }) => notices.push(message),
  })

/** A command of preview 1 that does nothing and says what it will ask for. */
function wasm(needs: object): Buffer {
  const text = (value: string) => [value.length, ...Buffer.from(value)]
  const section = (id: number, content: number[]) => [id, content.length, ...content]
  const declared = [...text('belljar.needs'), ...Buffer.from(JSON.stringify(needs))]
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text('wasi_snapshot_preview1'), ...text('sched_yield'), 0, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text('_start'), 0, 1, ...text('memory'), 2, 0]),
    ...section(10, [1, 2, 0, 0x0b]),
    ...section(0, declared),
  ])
}

const svg = 'data:image/svg+xml;base64,PHN2Zy8+'
const catalog = {
  protocolVersion: '2026-07-28',
  era: 'modern',
  serverInfo: {
    ...{ name: 'files', version: '1.0.0', title: 'Files', description: 'Reads files' },
    icons: [{ src: 'https://example.com/tracks.png' }, { src: svg, mimeType: 'image/svg+xml' }],
  },
  capabilities: {},
  tools: [{ name: 'read', inputSchema: { type: 'object' } }],
  prompts: [],
  resources: [],
  resourceTemplates: [],
}
const put = async (needs: object) => {
  await writeFile(path.join(folder, 'bundled', 'files.wasm'), wasm(needs))
  await writeFile(path.join(folder, 'bundled', 'files.json'), JSON.stringify(catalog))
}

it('puts them on the shelf switched off, with their tools, their picture and what they need', async () => {
  await put({ directories: [{ access: 'write', required: true, reason: 'Your files' }] })
  await register()
  expect(notices).toEqual([])
  const [server] = book.list()
  expect(server).toMatchObject({
    id: 'files',
    bundled: true,
    enabled: false,
    title: 'Files',
    description: 'Reads files',
  })
  expect(server?.summary.icon).toBe(svg)
  expect(server?.tools.map(({ name }) => name)).toEqual(['read'])
  expect(server?.missing).toMatchObject([{ text: 'a folder to read and change', required: true, reason: 'Your files' }])
})

it('takes over what a newer one needs, and keeps the switch', async () => {
  await put({})
  await register()
  await book.setEnabled('files', true)
  expect(book.get('files')?.missing).toEqual([])
  await put({ hosts: [{ pattern: 'api.example.com', required: true }] })
  await register()
  expect(book.list()).toHaveLength(1)
  expect(book.get('files')).toMatchObject({ enabled: true, missing: [{ text: 'the host api.example.com' }] })
})
