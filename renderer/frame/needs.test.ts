import { expect, it } from 'vitest'
import type { Denial } from '../../shared/access.ts'
import { defaultLimits, type Server } from '../../shared/domain.ts'
import type { TrapRecord } from '../../shared/records.ts'
import type { Alert } from '../../shared/watching.ts'
import { needsOf } from './needs.ts'

const server = (id: string, more: Partial<Server>) =>
  ({
    id,
    name: id,
    enabled: true,
    limits: defaultLimits,
    state: { kind: 'stopped' },
    tools: [],
    missing: [],
    ...more,
  }) as unknown as Server
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

it('names once per server what was denied, and links to where it can be allowed', () => {
  const denial = (id: string, of: string, at: number) =>
    ({ id, server: of, at, text: `Denied a write to /${id}` }) as Denial
  const needs = needsOf([], [], [denial('3', 'files', 30), denial('2', 'fetch', 20), denial('1', 'files', 10)])
  expect(needs.map(({ text, second, href }) => [text, second, href])).toEqual([
    ['files: 2 denied', 'a write to /3', '#/server/files/grants'],
    ['fetch: 1 denied', 'a write to /2', '#/server/fetch/grants'],
  ])
})

it('names what waits for the person: the command line first, then grants, tools that changed', () => {
  const missing: Server['missing'] = [
    { kind: 'directory', text: 'a folder to read', required: true, suggest: { kind: 'directory', access: 'read' } },
  ]
  const state: Server['state'] = { kind: 'needs-grants', last: { kind: 'exited', code: 1 } }
  const tools = [{ name: 'edit', held: { after: {} } }] as unknown as Server['tools']
  const needs = needsOf(
    [],
    [
      server('files', { missing, state }),
      server('off', { missing, enabled: false }),
      server('git', { tools, enabled: false }),
      server('fetch', { withheld: 'It was changed.', missing }),
    ],
    [],
    [{ id: '1', at: 1, server: 'time', changes: ['Allow: Read /data'] }],
  )
  expect(needs.map(({ text, second }) => [text, second])).toEqual([
    ['Change grants of time?', 'Allow: Read /data'],
    ['files needs grants', 'it asks for a folder to read'],
    ['git: 1 tool changed', 'edit, held back'],
    ['fetch: grants withheld', 'It was changed.'],
  ])
})

it('names servers that fail their checks, once, and tools that fail more often, and how each is put aside', () => {
  const failed = server('weather', { state: { kind: 'failed', last: { kind: 'exited', code: 1 } } })
  const alert = (id: string, at: number, more: Partial<Alert>) => ({ id, at, server: 'weather', ...more }) as Alert
  const needs = needsOf(
    [trap('1', 'git', 25)],
    [failed],
    [],
    [],
    [
      alert('a', 30, { kind: 'failing', message: 'weather failed 3 checks in a row: It exited.' }),
      alert('b', 20, { kind: 'error-rate', tool: 'today', message: 'today of weather fails more often: 6 of 10.' }),
      alert('c', 40, { kind: 'recovered', server: 'git', message: 'git passes its checks again.' }),
    ],
  )
  expect(needs.map(({ text, second, href, drop }) => [text, second, href, drop])).toEqual([
    ['weather fails its checks', 'It exited', '#/health/weather', { alert: 'a' }],
    ['git trapped', 'tool', '#/traps/1', { traps: ['1'] }],
    ['weather: today fails more often', '6 of 10', '#/server/weather/calls', { alert: 'b' }],
  ])
})
