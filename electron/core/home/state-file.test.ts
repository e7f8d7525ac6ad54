import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { StateFile } from './state-file.ts'
import { readState, writeState } from './state-text.ts'

const schema = z.object({ servers: z.array(z.object({ id: z.string(), enabled: z.boolean(), title: z.string() })) })
type State = z.infer<typeof schema>
const empty = (): State => ({ servers: [] })
const some: State = {
  servers: [
    { id: 'time', enabled: true, title: 'Zeit ⏱' },
    { id: 'files', enabled: false, title: '' },
  ],
}

let folder: string
let file: string
let notices: string[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'belljar-state-'))
  file = path.join(folder, 'servers.json')
  notices = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function load(version = 1): Promise<StateFile<State>> {
  const state = new StateFile({ path: file, version, schema, empty, onNotice: (n) => void notices.push(n.message) })
  await state.load()
  return state
}

async function written(): Promise<void> {
  await (await load()).change(() => some)
}

describe('readState', () => {
  const text = Buffer.from(writeState(1, some))

  it('takes no file cut short at any byte', () => {
    // The very last byte is the newline after the closing brace.
    for (let end = 0; end < text.length - 1; end++)
      expect(readState(text.subarray(0, end), 1, schema).kind, `cut at ${end}`).toBe('damaged')
  })

  it('takes no file with a flipped bit for another state', () => {
    for (let at = 0; at < text.length * 8; at++) {
      const bytes = Buffer.from(text)
      bytes[at >> 3]! ^= 1 << (at & 7)
      const reading = readState(bytes, 1, schema)
      // White space can change and leave the same data.
      if (reading.kind === 'good') expect(reading.value, `bit ${at}`).toEqual(some)
      else expect(reading.kind, `bit ${at}`).toBe('damaged')
    }
  })

  it('takes one that was written by hand, without a checksum', () => {
    expect(readState(Buffer.from(JSON.stringify({ version: 1, data: some })), 1, schema)).toEqual({
      kind: 'good',
      value: some,
    })
  })

  it.each([
    '',
    'null',
    '[]',
    '3',
    '"text"',
    '{}',
    '{"version":"1","data":{}}',
    '{"version":0,"data":{}}',
    '{"version":1}',
    '{"version":1,"data":{"servers":[{"id":3}]}}',
    '{"version":1,"data":{"servers":[]},"more":1}',
    '\0\0\0\0',
  ])('calls %j damaged', (text) => {
    expect(readState(Buffer.from(text), 1, schema).kind).toBe('damaged')
  })

  it('brings older data up to date', () => {
    const old = Buffer.from(writeState(1, ['time']))
    const migrate = (data: unknown) => ({
      servers: (data as string[]).map((id) => ({ id, enabled: false, title: '' })),
    })
    expect(readState(old, 2, schema, migrate)).toMatchObject({ kind: 'good', value: { servers: [{ id: 'time' }] } })
  })
})

describe('StateFile', () => {
  it('keeps what was changed, and a backup that says the same', async () => {
    await written()
    expect((await load()).value).toEqual(some)
    expect(await readFile(`${file}.bak`, 'utf8')).toBe(await readFile(file, 'utf8'))
    expect(await readdir(folder)).toEqual(['servers.json', 'servers.json.bak'])
    expect(notices).toEqual([])
  })

  it('makes changes one after the other', async () => {
    const state = await load()
    const add = (id: string) =>
      state.change((old) => ({ servers: [...old.servers, { id, enabled: false, title: '' }] }))
    await Promise.all(Array.from({ length: 20 }, (_, i) => add(`s${i}`)))
    expect((await load()).value.servers.map((s) => s.id)).toEqual(Array.from({ length: 20 }, (_, i) => `s${i}`))
  })

  it('goes on after an edit that throws', async () => {
    const state = await load()
    await expect(
      state.change(() => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await state.change(() => some)
    expect(state.value).toEqual(some)
  })

  it('never writes what its own schema would not read', async () => {
    const state = await load()
    await expect(state.change(() => ({ servers: 3 }) as unknown as State)).rejects.toThrow()
    expect(state.value).toEqual(empty())
    expect(await readdir(folder)).toEqual([])
  })

  it('sets a damaged file aside, uses the backup, says so once', async () => {
    await written()
    await writeFile(file, '{"version":1,"sha')
    expect((await load()).value).toEqual(some)
    expect(notices).toEqual(['servers.json was damaged (it is not JSON). Its last good copy is used.'])
    const aside = (await readdir(folder)).find((name) => name.includes('.corrupt-'))!
    expect(await readFile(path.join(folder, aside), 'utf8')).toBe('{"version":1,"sha')
    expect((await load()).value).toEqual(some)
    expect(notices).toHaveLength(1)
  })

  it('starts empty, and says so, when both are damaged', async () => {
    await written()
    await writeFile(file, 'x')
    await writeFile(`${file}.bak`, 'y')
    const state = await load()
    expect(state.value).toEqual(empty())
    expect(notices).toEqual(['servers.json was damaged (it is not JSON). Belljar started without it.'])
    expect((await readdir(folder)).filter((name) => name.includes('.corrupt-'))).toHaveLength(2)
    await state.change(() => some)
    expect((await load()).value).toEqual(some)
  })

  it('survives a folder in its place', async () => {
    await written()
    await rm(file)
    await mkdir(path.join(file, 'inside'), { recursive: true })
    const state = await load()
    expect(state.value).toEqual(some)
    expect(notices).toEqual(['servers.json was damaged (it is a folder). Its last good copy is used.'])
    await state.change(empty)
    expect((await load()).value).toEqual(empty())
  })

  it('uses the backup when the file has vanished', async () => {
    await written()
    await rm(file)
    expect((await load()).value).toEqual(some)
    expect(notices).toEqual(['servers.json was missing. Its last good copy is used.'])
    await load()
    expect(notices).toHaveLength(1)
  })

  it('leaves a newer version untouched, and refuses to write over it', async () => {
    const newer = writeState(7, { servers: [], grants: [] })
    await writeFile(file, newer)
    const state = await load()
    expect(state.value).toEqual(empty())
    await expect(state.change(() => some)).rejects.toMatchObject({ problem: { code: 'conflict' } })
    expect(await readFile(file, 'utf8')).toBe(newer)
    expect(await readdir(folder)).toEqual(['servers.json'])
    expect(notices[0]).toContain('was written by a newer Belljar')
  })

  it('removes what a killed writer left', async () => {
    await written()
    await writeFile(path.join(folder, '.servers.json.999.abcd.tmp'), 'half')
    await writeFile(path.join(folder, '.settings.json.999.abcd.tmp'), 'not ours')
    await load()
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual(['.settings.json.999.abcd.tmp'])
  })

  it('keeps the old value when the disk refuses, and says why', async () => {
    await written()
    const state = await load()
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file where the folder was')
    await expect(state.change(empty)).rejects.toMatchObject({ problem: { code: 'unavailable' } })
    expect(state.value).toEqual(some)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(/^Belljar could not save servers\.json: /)
    await rm(folder)
    await mkdir(folder)
    await state.change(empty)
    expect((await load()).value).toEqual(empty())
  })
})
