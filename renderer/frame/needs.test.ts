import { expect, it } from 'vitest'
import { defaultLimits, type Server, type TrapRecord } from '../../shared/domain.ts'
import { needsOf } from './needs.ts'

const server = (id: string, more: Partial<Server>) =>
  ({ id, name: id, enabled: true, limits: defaultLimits, state: { kind: 'stopped' }, ...more }) as Server
const trap = (id: string, of: string, at: number) =>
  ({ id, server: of, at, tool: 'tool', code: 'unreachable' }) as TrapRecord

it('is empty when all is well', () => {
  expect(needsOf([], [server('a', {}), server('b', { enabled: false })])).toEqual([])
})

it('names a server that trapped once, however often it did, and one that cannot start', () => {
  const failed = server('weather', { state: { kind: 'failed', last: { kind: 'exited', code: 1 } } })
  const off = server('off', { enabled: false, state: { kind: 'failed', last: { kind: 'exited', code: 1 } } })
  const needs = needsOf([trap('2', 'git', 20), trap('1', 'git', 10), trap('3', 'time', 30)], [failed, off])
  expect(needs.map(({ text }) => text)).toEqual(['weather cannot start', 'time trapped', 'git trapped 2 times'])
  expect(needs[2]?.href).toBe('#/traps/2')
})
