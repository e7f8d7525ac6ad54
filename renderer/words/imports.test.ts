import { expect, it } from 'vitest'
import { needsSchema } from '../../shared/grant-schema.ts'
import { abilities } from './imports.ts'
import { needsWords } from './needs.ts'

const said = (...imports: string[]) => abilities(imports).map(({ can, tone }) => [can, tone])

it('reads both ways in which WASI is imported', () => {
  expect(said('wasi:filesystem/types@0.2.3', 'wasi:filesystem/preopens@0.2.3')).toEqual([
    ['Read and change files', 'nothing'],
  ])
  expect(said('wasi_snapshot_preview1.path_open')).toEqual([['Read and change files', 'nothing']])
  expect(said('wasi_snapshot_preview1.fd_write')).toEqual([['Speak with Belljar', 'harmless']])
  expect(said('wasi:cli/stdin@0.2.3', 'wasi:io/streams@0.2.3')).toEqual([['Speak with Belljar', 'harmless']])
})

it('never takes sockets or something unknown for harmless', () => {
  expect(said('wasi:sockets/tcp@0.2.3')).toEqual([['Open raw connections', 'never']])
  expect(said('wasi_snapshot_preview1.sock_send')).toEqual([['Open raw connections', 'never']])
  expect(said('env.system', 'acme:custom/thing')).toEqual([['Use something else', 'never']])
})

it('puts what it asks for beside what it imports, and names what it asks for and could not use', () => {
  const needs = needsSchema.parse({
    hosts: [{ pattern: 'api.example.com', required: true }],
    environment: [{ name: 'UNITS' }, { name: 'API_KEY', secret: true, required: true, reason: 'To sign in.' }],
  })
  const found = abilities(['wasi:http/outgoing-handler@0.2.3', 'wasi:clocks/wall-clock@0.2.3'], needs)
  expect(found.map(({ can, imports, asks }) => [can, imports.length, asks.map(({ what }) => what)])).toEqual([
    ['Open web addresses', 1, ['api.example.com']],
    ['Read environment variables', 0, ['UNITS']],
    ['Read the clock and wait', 1, []],
    ['Use a secret', 0, ['API_KEY']],
  ])
  expect(found.at(-1)?.asks).toEqual([{ what: 'API_KEY', name: true, required: true, reason: 'To sign in.' }])
})

it('counts in words what it asks for', () => {
  expect(needsWords(needsSchema.parse({}))).toBeUndefined()
  expect(
    needsWords(
      needsSchema.parse({
        directories: [{ access: 'write' }],
        hosts: [{ pattern: 'a.example' }, { pattern: 'b.example' }],
        config: [{ key: 'token', secret: true }],
        keyvalue: {},
      }),
    ),
  ).toBe('1 folder, 2 hosts, 1 secret and a store')
  const either = {
    hosts: [
      { pattern: 'a.example', choice: 'A' },
      { pattern: 'b.example', choice: 'B' },
    ],
    environment: [{ name: 'A_KEY', secret: true, choice: 'A' }],
  }
  expect(needsWords(needsSchema.parse(either))).toBe('for A 1 host and 1 secret or for B 1 host')
  expect(needsWords(needsSchema.parse({ ...either, directories: [{}] }))).toBe(
    '1 folder, and for A 1 host and 1 secret or for B 1 host',
  )
})
