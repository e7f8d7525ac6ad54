import { DatabaseSync } from '@photostructure/sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Call } from '../../../shared/records.ts'
import { callList, callQueries } from './call-queries.ts'
import { Redactor } from './redactor.ts'
import { migrate } from './schema.ts'
import { Writer } from './writer.ts'

let ask: ReturnType<typeof callQueries>
let list: ReturnType<typeof callList>
let put: (id: string, more?: Partial<Call>, args?: string, result?: string) => void
const listed = (query: Partial<Parameters<typeof ask.calls>[0]> = {}) =>
  ask.calls({ limit: 100, ...query }).map(({ id }) => id)

beforeEach(() => {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  const writer = new Writer(db)
  const redactor = new Redactor(['hunter2'])
  let at = 1000
  put = (id, more = {}, args, result) => {
    const call: Call = {
      ...{ id, at: at++, server: 'fs', tool: 'read', session: null, client: 'Cursor', outcome: 'answered' },
      ...{ durationMs: 5, argsPreview: '{}' },
      ...more,
    }
    writer.write([{ kind: 'call', call, ...(args && { args }), ...(result && { result }) }], redactor)
  }
  ask = callQueries(db)
  list = callList(db)
})

describe('calls', () => {
  it('are found by each filter and by all together, newest first', () => {
    put('a')
    put('b', { server: 'git' })
    put('c', { tool: 'write', client: 'Claude' })
    put('d', { outcome: 'trapped', durationMs: 900 })
    put('e', { outcome: 'timed-out', durationMs: 50_000 })
    expect(listed({ server: 'fs' })).toEqual(['e', 'd', 'c', 'a'])
    expect(listed({ tool: 'write' })).toEqual(['c'])
    expect(listed({ client: 'Cursor', server: 'fs' })).toEqual(['e', 'd', 'a'])
    expect(listed({ outcomes: ['trapped', 'timed-out'] })).toEqual(['e', 'd'])
    expect(listed({ slowerThanMs: 900 })).toEqual(['e', 'd'])
    expect(listed({ since: 1001, until: 1003 })).toEqual(['c', 'b'])
    expect(listed({ since: 1000, outcomes: ['trapped'], slowerThanMs: 1000 })).toEqual([])
    expect(listed({ before: 'd', limit: 2 })).toEqual(['c', 'b'])
    expect(listed({ before: 'gone' })).toEqual([])
  })

  it('are found by what is in arguments, results, reasons and names, whatever the case', () => {
    put('a', {}, '{"path":"/Users/ÄRGER/notes.txt"}')
    put('b', {}, '{}', '{"content":[{"type":"text","text":"100 % of\\n\\"quoted\\" lines"}]}')
    put('c', { reason: 'No such file' })
    put('d', { tool: 'find_files' })
    put('e', { argsPreview: '{"n":100}' })
    expect(listed({ find: 'NOTES.TXT' })).toEqual(['a'])
    expect(listed({ find: 'ärger' })).toEqual(['a'])
    expect(listed({ find: '"quoted"' })).toEqual(['b'])
    expect(listed({ find: '100 %' })).toEqual(['b'])
    expect(listed({ find: 'no SUCH' })).toEqual(['c'])
    expect(listed({ find: 'd_f' })).toEqual(['d'])
    expect(listed({ find: '100' })).toEqual(['e', 'b'])
    expect(listed({ find: 'nowhere' })).toEqual([])
  })

  it('are paged through when they are searched, over more than one step of the search', () => {
    for (let i = 0; i < 5000; i++) put(`c${i}`, {}, i % 1000 === 0 ? '{"needle":1}' : '{}')
    expect(listed({ find: 'needle', limit: 2 })).toEqual(['c4000', 'c3000'])
    expect(listed({ find: 'needle', limit: 9, before: 'c3000' })).toEqual(['c2000', 'c1000', 'c0'])
  })

  it('are searched step by step to the first one, with room for others in between', () => {
    put('first', {}, '{"needle":1}')
    for (let i = 0; i < 2500; i++) put(`c${i}`)
    const steps = list({ find: 'needle', limit: 9 })
    let pauses = 0
    let next = steps.next()
    for (; !next.done; next = steps.next()) pauses++
    expect(next.value.map(({ id }) => id)).toEqual(['first'])
    expect(pauses).toBeGreaterThanOrEqual(3)
  })

  it('name their clients once', () => {
    put('a')
    put('b', { client: 'Claude' })
    put('c')
    expect(ask.callClients(null)).toEqual(['Claude', 'Cursor'])
  })
})

describe('one call', () => {
  it('says how it compares with others of its tool', () => {
    for (const [index, durationMs] of [1, 2, 30, 40].entries()) put(`c${index}`, { durationMs })
    put('failed', { outcome: 'trapped', durationMs: 99 })
    put('other', { tool: 'write', durationMs: 99 })
    expect(ask.call('c1')?.ranked).toEqual({ slower: 2, of: 3 })
    expect(ask.call('failed')?.ranked).toEqual({ slower: 0, of: 4 })
    expect(ask.call('other')?.ranked).toBeUndefined()
  })

  it('says when its bodies are not what was sent', () => {
    put('whole', { resultPreview: 'x' }, '{"a":1}', '"x"')
    put('secret', {}, '{"password":"hunter2"}')
    put('large', { resultPreview: 'x' }, '{}', 'x'.repeat(1_100_000))
    put('unkept', { resultPreview: 'x' }, '{}')
    expect(['whole', 'secret', 'large', 'unkept'].map((id) => ask.call(id)?.altered)).toEqual([false, true, true, true])
    expect(ask.call('secret')?.args).toBe('{"password":"[redacted]"}')
    expect(ask.call('gone')).toBeUndefined()
  })
})
