import { expect, it } from 'vitest'
import { abilities } from './imports.ts'

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
