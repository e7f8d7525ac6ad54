import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { KeyValueStores } from './key-value-stores.ts'
import { operate } from './operate.ts'

let folder: string
let stores: KeyValueStores
let notices: string[]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'belljar-keyvalue-'))
  notices = []
  stores = KeyValueStores.open(path.join(folder, 'keyvalue'), ({ message }) => notices.push(message))
})
afterEach(() => {
  stores.close()
  rmSync(folder, { recursive: true })
})

const quota = 100_000

/** One operation, with texts for bytes. */
function run(operation: string, ...fields: (string | Buffer)[]): string[] {
  return runAs('server', quota, operation, fields)
}

function runAs(server: string, limit: number, operation: string, fields: (string | Buffer)[]): string[] {
  const bytes = fields.map((field) => Buffer.from(field as string))
  return stores.use(server, (store) =>
    operate(store, operation, bytes, limit).map((field) => Buffer.from(field).toString()),
  )
}

it('keeps what was set, in every bucket by itself', () => {
  expect(run('open', '')).toEqual([])
  run('set', '', 'a', '1')
  run('set', 'other', 'a', '2')
  run('set', '', 'empty', '')
  run('set', '', 'with\0zero', '3')
  expect(run('get', '', 'a')).toEqual(['1'])
  expect(run('get', 'other', 'a')).toEqual(['2'])
  expect(run('get', '', 'empty')).toEqual([''])
  expect(run('get', '', 'with\0zero')).toEqual(['3'])
  expect(run('get', '', 'with')).toEqual([])
  expect(run('get', 'third', 'a')).toEqual([])
  expect(run('exists', '', 'a')).toEqual(['1'])
  run('delete', '', 'a')
  run('delete', '', 'a')
  expect(run('exists', '', 'a')).toEqual(['0'])
  expect(run('get', 'other', 'a')).toEqual(['2'])
})

it('gives every byte back', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  run('set', '', 'bytes', all)
  const [value] = stores.use('server', (store) => operate(store, 'get', [Buffer.from(''), Buffer.from('bytes')], quota))
  expect(Buffer.from(value!)).toEqual(all)
})

it('counts in decimal text, up to 64 bits', () => {
  expect(run('increment', '', 'n', '2')).toEqual(['2'])
  expect(run('increment', '', 'n', '-5')).toEqual(['-3'])
  expect(run('get', '', 'n')).toEqual(['-3'])
  run('set', '', 'n', '9223372036854775806')
  expect(run('increment', '', 'n', '1')).toEqual(['9223372036854775807'])
  expect(() => run('increment', '', 'n', '1')).toThrow(expect.objectContaining({ status: 409 }))
  expect(run('get', '', 'n')).toEqual(['9223372036854775807'])
  expect(run('increment', '', 'low', '-9223372036854775808')).toEqual(['-9223372036854775808'])
  expect(() => run('increment', '', 'low', '-1')).toThrow(expect.objectContaining({ status: 409 }))
})

it.each(['', ' 1', '1.5', '0x10', 'many', '9223372036854775808', '99999999999999999999'])(
  'does not count from %j',
  (text) => {
    run('set', '', 'n', text)
    expect(() => run('increment', '', 'n', '1')).toThrow(expect.objectContaining({ status: 409 }))
    expect(run('get', '', 'n')).toEqual([text])
  },
)

it('swaps only what is still as expected', () => {
  expect(run('swap', '', 'a', '0', '', 'first')).toEqual(['1'])
  expect(run('swap', '', 'a', '0', '', 'second')).toEqual(['0', 'first'])
  expect(run('swap', '', 'a', '1', 'other', 'second')).toEqual(['0', 'first'])
  expect(run('swap', '', 'a', '1', 'first', 'second')).toEqual(['1'])
  expect(run('get', '', 'a')).toEqual(['second'])
  expect(run('swap', '', 'absent', '1', '', 'x')).toEqual(['0'])
  expect(run('exists', '', 'absent')).toEqual(['0'])
})

it('does many at once, or none of them', () => {
  run('set-many', '', 'a', '1', 'b', '2')
  expect(run('get-many', '', 'a', 'absent', 'b')).toEqual(['1', '1', '0', '1', '2'])
  expect(() => run('set-many', '', 'a', 'changed', 'big', 'x'.repeat(quota))).toThrow(
    expect.objectContaining({ status: 507 }),
  )
  expect(run('get', '', 'a')).toEqual(['1'])
  run('delete-many', '', 'a', 'b', 'absent')
  expect(run('get-many', '', 'a', 'b')).toEqual(['0', '0'])
  expect(() => run('get-many', '', ...Array.from({ length: 1001 }, String))).toThrow(
    expect.objectContaining({ status: 413 }),
  )
})

it('does not hold in memory what it could never send', () => {
  const million = 1_000_000
  runAs('server', 4 * million, 'set', ['', 'big', 'x'.repeat(million)])
  expect(() => run('get-many', '', ...Array.from({ length: 1000 }, () => 'big'))).toThrow(
    expect.objectContaining({ status: 413 }),
  )
})

it('lists keys page by page, while they are changed', () => {
  const names = Array.from({ length: 2500 }, (_, number) => `key-${number}`)
  for (let at = 0; at < names.length; at += 500)
    runAs('server', 1e6, 'set-many', ['', ...names.slice(at, at + 500).flatMap((name) => [name, ''])])
  run('delete', 'other', 'x')
  const found: string[] = []
  const sizes: number[] = []
  let cursor = ''
  do {
    const [next = '', ...keys] = run('list-keys', '', cursor)
    expect(next).toMatch(/^\d*$/)
    found.push(...keys)
    sizes.push(keys.length)
    run('delete', '', keys[0]!)
    cursor = next
  } while (cursor !== '')
  expect(sizes).toEqual([1000, 1000, 500])
  expect(found.sort()).toEqual(names.sort())
  expect(run('list-keys', 'nothing here', '')).toEqual([''])
})

it('keeps a page under a megabyte', () => {
  for (let at = 0; at < 20; at += 1) runAs('server', 1e8, 'set', ['', `${at}${'k'.repeat(100_000)}`, ''])
  const [next, ...keys] = run('list-keys', '', '')
  expect(keys).toHaveLength(10)
  expect(run('list-keys', '', next!).slice(1)).toHaveLength(10)
})

it('holds the quota, also for empty values, and gives room back', () => {
  const small = (operation: string, ...fields: string[]) => runAs('server', 4096, operation, fields)
  small('set', '', 'a', 'x'.repeat(4000))
  expect(() => small('set', '', 'b', 'x'.repeat(100))).toThrow(expect.objectContaining({ status: 507 }))
  small('set', '', 'a', 'y'.repeat(4000))
  expect(() => small('increment', '', 'counter-with-a-long-enough-name-to-be-over-the-quota', '1')).toThrow(
    expect.objectContaining({ status: 507 }),
  )
  small('set', '', 'a', '')
  small('set', '', 'b', 'x'.repeat(3900))
  small('delete', '', 'b')
  let buckets = 0
  expect(() => {
    for (; buckets < 1000; buckets += 1) small('set', String(buckets), '', '')
  }).toThrow(expect.objectContaining({ status: 507 }))
  expect(buckets).toBeGreaterThan(50)
  expect(buckets).toBeLessThan(4096 / 32)
})

it('counts what is there when it is opened again', () => {
  runAs('server', 4096, 'set', ['', 'a', 'x'.repeat(4000)])
  stores.close()
  expect(runAs('server', 4096, 'get', ['', 'a'])).toEqual(['x'.repeat(4000)])
  expect(() => runAs('server', 4096, 'set', ['', 'b', 'x'.repeat(100)])).toThrow(
    expect.objectContaining({ status: 507 }),
  )
})

it.each([
  ['get'],
  ['get', ''],
  ['get', '', 'a', 'b'],
  ['set', '', 'a'],
  ['set-many', '', 'a'],
  ['increment', '', 'a', 'one'],
  ['increment', '', 'a', '1'.repeat(30)],
  ['list-keys', '', '-1'],
  ['list-keys', '', 'a'],
  ['swap', '', 'a', '0', ''],
  ['drop', '', 'a'],
  ['get', '', Buffer.from([0xff])],
  ['get', Buffer.from([0xc0, 0x80]), 'a'],
] as [string, ...(string | Buffer)[]][])('refuses %j', (operation, ...fields) => {
  expect(() => run(operation, ...fields)).toThrow(expect.objectContaining({ status: 400 }))
})

it('keeps servers apart and lets nobody else read', () => {
  runAs('one', quota, 'set', ['', 'a', '1'])
  expect(runAs('two', quota, 'get', ['', 'a'])).toEqual([])
  const kept = path.join(folder, 'keyvalue')
  for (const name of readdirSync(kept)) expect(statSync(path.join(kept, name)).mode & 0o077).toBe(0)
  expect(statSync(kept).mode & 0o077).toBe(0)
})

it('leaves one file that is whole when it is closed, also in the middle of a list', () => {
  for (let at = 0; at < 20; at += 1) runAs('server', 1e8, 'set', ['', `${at}${'k'.repeat(100_000)}`, ''])
  expect(run('list-keys', '', '')).toHaveLength(11)
  stores.close()
  expect(readdirSync(path.join(folder, 'keyvalue'))).toEqual(['server.sqlite'])
  expect(run('list-keys', '', '')).toHaveLength(11)
})

it('forgets a server and all its files', async () => {
  run('set', '', 'a', '1')
  runAs('two', quota, 'set', ['', 'a', '2'])
  await stores.forget('server')
  expect(readdirSync(path.join(folder, 'keyvalue')).filter((name) => name.startsWith('server'))).toEqual([])
  expect(run('get', '', 'a')).toEqual([])
  expect(runAs('two', quota, 'get', ['', 'a'])).toEqual(['2'])
})

it('sets a damaged file aside, says so, and begins anew', () => {
  const file = path.join(folder, 'keyvalue', 'server.sqlite')
  run('set', '', 'a', '1')
  stores.close()
  writeFileSync(file, 'this is no database, whatever its name says'.repeat(100))
  expect(run('get', '', 'a')).toEqual([])
  expect(notices).toEqual([expect.stringContaining('server kept')])
  expect(readdirSync(path.dirname(file)).some((name) => name.startsWith('server.sqlite.corrupt-'))).toBe(true)
  run('set', '', 'a', '2')
  expect(run('get', '', 'a')).toEqual(['2'])
})

it('notices damage that is found later', () => {
  const file = path.join(folder, 'keyvalue', 'server.sqlite')
  for (let at = 0; at < 90; at += 1) runAs('server', 1e6, 'set', ['', `key-${at}`, 'x'.repeat(1000)])
  stores.close()
  const size = statSync(file).size
  truncateSync(file, 8192)
  truncateSync(file, size)
  const texts: string[] = []
  for (let at = 0; at < 90; at += 1) {
    try {
      texts.push(...run('get', '', `key-${at}`))
    } catch (error) {
      expect(error).toMatchObject({ status: 500 })
    }
  }
  expect(notices).toHaveLength(1)
  run('set', '', 'a', '2')
  expect(run('get', '', 'a')).toEqual(['2'])
})

it('does not open a file for a name that is no server', () => {
  expect(() => runAs('../server', quota, 'open', [''])).toThrow()
  expect(existsSync(path.join(folder, 'server.sqlite'))).toBe(false)
})
