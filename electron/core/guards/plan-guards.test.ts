import { describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { planGuards } from './plan-guards.ts'

const folder = (access: 'read' | 'write', guestPath = '/src'): Grant => ({
  kind: 'directory',
  hostPath: '/home/me/src',
  guestPath,
  access,
})
const cli = ['wasi:cli/environment@0.2.6', 'wasi:io/streams@0.2.6', 'wasi:cli/stdout@0.2.6']
const files = [...cli, 'wasi:filesystem/types@0.2.6', 'wasi:filesystem/preopens@0.2.6']
const component = (imports: string[], ...grants: Grant[]) => planGuards({ format: 'component', imports, grants })
const module = (...grants: Grant[]) =>
  planGuards({ format: 'core module', imports: ['wasi_snapshot_preview1.path_open'], grants })
const none = { guards: [], policy: '' }

describe('planGuards', () => {
  it('needs none for what wasmtime holds by itself', () => {
    expect(component(files)).toEqual(none)
    expect(component(files, folder('write'))).toEqual(none)
    expect(module()).toEqual(none)
    expect(module(folder('write'), { kind: 'environment', name: 'A', value: 'b' })).toEqual(none)
    expect(component([...files, 'wasi:sockets/tcp@0.2.6', 'wasi:sockets/network@0.2.6'])).toEqual(none)
    expect(component(cli, folder('read'))).toEqual(none)
  })

  it('holds a read-only folder with the files guard, and hides what the guards are told', () => {
    const read = { guards: ['environment', 'filesystem'], policy: 'read /src\n' }
    expect(component(files, folder('read'))).toEqual(read)
    expect(module(folder('read'))).toEqual(read)
    // Bytes that could not be looked at may import anything.
    expect(planGuards({ format: 'other', imports: [], grants: [folder('read')] })).toEqual(read)
    const both = [folder('write', '/out'), folder('read')]
    expect(component(files, ...both).policy).toBe('read /src\nwrite /out\n')
    expect(component(files, ...both.reverse()).policy).toBe('read /src\nwrite /out\n')
  })

  it.each([
    ['wasi:http/outgoing-handler@0.2.0', 'http', 'egress proxy\n'],
    ['wasi:keyvalue/store@0.2.0-draft2', 'keyvalue', ''],
    ['wasi:keyvalue/atomics@0.2.0-draft2', 'keyvalue', ''],
    ['wasi:config/store@0.2.0-rc.1', 'config', ''],
    ['wasi:sockets/tcp-create-socket@0.2.0', 'sockets', ''],
    ['wasi:sockets/udp-create-socket@0.2.0', 'sockets', ''],
    ['wasi:sockets/ip-name-lookup@0.2.0', 'sockets', ''],
  ])('guards %s also when nothing is granted', (name, guard, policy) => {
    expect(component([...files, name])).toEqual({ guards: ['environment', guard].sort(), policy })
  })

  it('refuses to stand beside a way of another version', () => {
    const newer = [...files, 'wasi:http/outgoing-handler@0.2.0', 'wasi:http/client@0.3.0']
    expect(() => component(newer)).toThrow('The server imports wasi:http/client@0.3.0, which no guard can hold.')
    expect(() => component(['wasi:filesystem/types@0.3.0-rc-1'], folder('read'))).toThrow('which no guard can hold')
  })
})
