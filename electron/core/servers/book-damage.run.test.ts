import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { needsSchema } from '../../../shared/grant-schema.ts'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { findPlaces, type Places } from '../home/places.ts'
import { makePlaces } from '../home/make-places.ts'
import { ServerBook } from './book.ts'

/** Thousands of files are written and flushed: in memory, where there is such a place. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const bytes = Buffer.from('\0asm\x01\0\0\0')
const hash = createHash('sha256').update(bytes).digest('hex')

let folder: string
let places: Places
beforeEach(async () => {
  folder = await mkdtemp(path.join(scratch, 'belljar-damage-'))
  places = findPlaces({ home: path.join(folder, 'home'), env: { BELLJAR_CACHE: path.join(folder, 'cache') } })
  await makePlaces(places)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const data: Grant = { kind: 'directory', hostPath: '/data', guestPath: '/data', access: 'write' }
const host: Grant = { kind: 'host', pattern: 'https://a.example', private: false }
const lang: Grant = { kind: 'environment', name: 'LANG', value: 'de' }
const open = () => ServerBook.open({ places, onNotice: () => undefined })
const main = () => path.join(places.home, 'servers.json')
const text = (grants: readonly Grant[]) => JSON.stringify(grants)

/** A server whose grants were given, and partly revoked: what may be in force, and the backup as it was before the last change. */
async function history(): Promise<{ good: Buffer; older: Buffer; allowed: string }> {
  const book = await open()
  await mkdir(places.wasm, { recursive: true })
  await writeFile(book.wasmPath(hash), bytes)
  const needs = needsSchema.parse({})
  await book.add({ name: 'x', hash, size: 8, memories: 0, format: 'core module', imports: [], needs })
  await book.addGrants('x', [data, host, lang])
  const older = await readFile(main())
  await book.revokeGrants('x', [grantKey(data)])
  return { good: await readFile(main()), older, allowed: text([host, lang]) }
}

/** Opens what lies there, twice: the second host must not trust what the first one repaired. */
async function inForce(): Promise<string[]> {
  const seen: string[] = []
  for (let times = 0; times < 2; times++) {
    const server = (await open()).get('x')
    seen.push(text(server?.inForce ?? []))
    if (server && server.grants.length > 0 && server.inForce.length === 0) expect(server.withheld).toMatch(/\.$/)
  }
  return seen
}

async function lay(file: Buffer | undefined, backup: Buffer | undefined): Promise<void> {
  for (const name of await readdir(places.home))
    if (name.includes('servers.json')) await rm(path.join(places.home, name))
  if (file) await writeFile(main(), file)
  if (backup) await writeFile(`${main()}.bak`, backup)
}

/** A bit flipped, another character or an end, everywhere in turn. */
function* damages(good: Buffer): Generator<Buffer> {
  for (let at = 0; at < good.length; at += 4) {
    const damaged = Buffer.from(good)
    if (at % 3 === 0) damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
    else if (at % 3 === 1) damaged[at] = 0x20 + ((at * 7) % 95)
    yield at % 3 === 2 ? good.subarray(0, at) : damaged
  }
}

it.each(['no backup', 'the same backup', 'a backup from before the revoke', 'a backup that is damaged too'])(
  'a damaged servers.json, with %s, never opens what was not approved last',
  { timeout: 120_000 },
  async (which) => {
    const { good, older, allowed } = await history()
    const backup = { 'no backup': undefined, 'the same backup': good, 'a backup from before the revoke': older }[which]
    let tried = 0
    for (const damaged of damages(good)) {
      if (damaged.equals(good)) continue
      await lay(damaged, which.endsWith('too') ? damaged : backup)
      for (const seen of await inForce())
        if (seen !== '[]') expect([damaged.toString(), seen]).toEqual([expect.any(String), allowed])
      tried++
    }
    expect(tried).toBeGreaterThan(300)
  },
)

it('a lost servers.json, or damage after a revoke that the backup missed, brings nothing back until it is approved', async () => {
  const { older } = await history()
  for (const file of [undefined, Buffer.from(''), Buffer.from('{')]) {
    await lay(file, older)
    expect(await inForce()).toEqual(['[]', '[]'])
    const book = await open()
    expect(book.get('x')).toMatchObject({ grants: [data, host, lang], withheld: expect.stringContaining('damaged') })
    await book.revokeGrants('x', [grantKey(data)])
    expect((await open()).get('x')!.inForce).toEqual([])
    await book.approveGrants('x')
    expect((await open()).get('x')!.inForce).toEqual([host, lang])
  }
})
