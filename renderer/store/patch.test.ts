import { describe, expect, it } from 'vitest'
import type { Server, Snapshot } from '../../shared/domain.ts'
import type { Call, TrapRecord } from '../../shared/records.ts'
import { nothing, type Mirror } from './model.ts'
import { maxTraps, mergeCalls, withCalls, withoutServer, withServer, withSnapshot, withTraps } from './patch.ts'

const server = (id: string, more: Partial<Server> = {}) => ({ id, name: id, enabled: false, ...more }) as Server
const call = (id: string, at: number, more: Partial<Call> = {}) =>
  ({ id, at, server: 's', outcome: 'answered', ...more }) as Call
const known = (...servers: Server[]): Mirror => ({ ...nothing, ...withSnapshot(nothing, { servers } as Snapshot) })
const apply = (mirror: Mirror, patch: Partial<Mirror>): Mirror => ({ ...mirror, ...patch })

describe('servers', () => {
  it('change in their place, and new ones go last', () => {
    const one = apply(
      known(server('a'), server('b')),
      withServer(known(server('a'), server('b')), server('a', { enabled: true })),
    )
    expect(one.snapshot?.servers.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['a', true],
      ['b', false],
    ])
    expect(apply(one, withServer(one, server('c'))).snapshot?.servers.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('take their records along when they go', () => {
    const mirror = {
      ...known(server('a')),
      calls: { '': [call('2', 2, { server: 'a' }), call('3', 3)], a: [call('1', 1)] },
    }
    const after = apply(mirror, withoutServer(mirror, 'a'))
    expect([after.snapshot?.servers, after.calls]).toEqual([[], { '': [call('3', 3)] }])
  })

  it('are not made up before the first snapshot', () => {
    expect(withServer(nothing, server('a'))).toEqual({})
  })
})

describe('calls', () => {
  it('are newest first, each once, in its newest state', () => {
    const list = mergeCalls([call('a', 1), call('b', 2, { outcome: 'pending' })], [call('b', 2), call('c', 3)])
    expect(list.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['c', 'answered'],
      ['b', 'answered'],
      ['a', 'answered'],
    ])
  })

  it('never become pending again', () => {
    expect(mergeCalls([call('a', 1)], [call('a', 1, { outcome: 'pending' })])[0]?.outcome).toBe('answered')
  })

  it('go into the lists that were asked for, and make up no others', () => {
    const mirror: Mirror = { ...nothing, calls: { '': [], s: [] } }
    const { calls } = apply(mirror, withCalls(mirror, [call('a', 1), call('b', 2, { server: 't' })]))
    expect(Object.fromEntries(Object.entries(calls).map(([scope, list]) => [scope, list.map(({ id }) => id)]))).toEqual(
      {
        '': ['b', 'a'],
        s: ['a'],
      },
    )
  })

  it('leave a list alone that has nothing new', () => {
    const mirror: Mirror = { ...nothing, calls: { s: [call('a', 1)] } }
    expect(apply(mirror, withCalls(mirror, [call('b', 2, { server: 't' })])).calls['s']).toBe(mirror.calls['s'])
  })
})

describe('traps', () => {
  it('are held up to a number, the newest of them', () => {
    const traps = Array.from({ length: maxTraps + 5 }, (_, at) => ({ id: `${at}`, at, server: 's' }) as TrapRecord)
    const held = withTraps({ ...nothing, traps: { '': [] } }, traps).traps?.['']
    expect([held?.length, held?.[0]?.at]).toEqual([maxTraps, maxTraps + 4])
  })
})
