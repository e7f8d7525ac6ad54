import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Denial } from '../../../shared/access.ts'
import type { Asked } from './asked.ts'
import { Denials, type FailedCall, type Report } from './denials.ts'

/** What records would hold, newest last. */
let stored: Map<string, Denial>
let writes: number
let dismissed: string[][]
let denials: Denials

beforeEach(async () => {
  vi.useFakeTimers()
  stored = new Map()
  writes = 0
  dismissed = []
  const gone = new Set<string>()
  denials = new Denials({
    records: {
      denied(denial) {
        writes++
        stored.set(denial.id, denial)
        return denial
      },
      openDenials: async (most) =>
        [...stored.values()]
          .filter(({ id }) => !gone.has(id))
          .reverse()
          .slice(0, most),
      async dismissDenials({ id, server }) {
        const open = [...stored.values()].filter((one) => !gone.has(one.id))
        const meant = open.filter((one) => (!id || one.id === id) && (!server || one.server === server))
        for (const one of meant) gone.add(one.id)
        return meant.map((one) => one.id)
      },
    },
    dismissed: (ids) => void dismissed.push(ids),
  })
  await denials.open()
})
afterEach(() => {
  denials.close()
  vi.useRealTimers()
})

const who = { server: 'files', session: 's1', instance: 'i1', client: 'claude', tool: 'write', call: 'c1' }
const write = (path: string): Asked => ({ kind: 'write', path })
const report = (asked: Asked, more: Partial<Report> = {}) =>
  denials.report({ ...who, by: 'guard', asked, grants: [], ...more })
const failed = (text: string, more: Partial<FailedCall> = {}) =>
  denials.guess({ ...who, text, args: {}, grants: [], ...more })
const texts = () => denials.recent().map(({ text, count }) => `${text} ×${count}`)
const hosts = 'open /etc/hosts: no such file or directory'

describe('Denials', () => {
  it('makes one record of equal ones of a call, with a count, and tells it ten times a second at most', () => {
    for (let n = 0; n < 1000; n++) report(write('/a'))
    report(write('/b'))
    report(write('/a'), { call: 'c2' })
    expect(writes).toBe(3)
    vi.advanceTimersByTime(100)
    expect(writes).toBe(4)
    expect(texts()).toEqual(['Denied a write to /a ×1', 'Denied a write to /b ×1', 'Denied a write to /a ×1000'])
    expect(denials.recent()[2]).toEqual({
      ...who,
      id: expect.stringMatching(/^d/) as string,
      at: expect.any(Number) as number,
      by: 'guard',
      text: 'Denied a write to /a',
      reason: 'No granted folder holds it.',
      count: 1000,
    })
    expect([...stored.values()].map(({ count }) => count)).toEqual([1000, 1, 1])
  })

  it('lists twenty different ones of a call and counts the others', () => {
    for (let n = 0; n < 500; n++) report(write(`/${n}`))
    vi.advanceTimersByTime(100)
    expect(denials.recent()).toHaveLength(21)
    expect(denials.recent()[0]).toMatchObject({
      text: 'Denied 480 more accesses',
      reason: 'Only the first 20 different ones of a call are listed.',
      count: 480,
      call: 'c1',
    })
    expect(writes).toBe(22)
  })

  it('lists two hundred different ones of a server in a minute and counts the others', () => {
    for (let n = 0; n < 500; n++) report(write(`/${n}`), { call: `c${n}` })
    report(write('/x'), { call: 'x', server: 'other' })
    vi.advanceTimersByTime(100)
    expect(stored.size).toBe(202)
    const rest = [...stored.values()].find(({ text }) => text === 'Denied 300 more accesses')
    expect(rest).toMatchObject({ reason: 'Only the first 200 different ones of a minute are listed.', server: 'files' })
    expect(rest).not.toHaveProperty('call')
    vi.advanceTimersByTime(61_000)
    report(write('/later'), { call: 'later' })
    expect(texts()[0]).toBe('Denied a write to /later ×1')
    expect(denials.recent()).toHaveLength(50)
  })

  it('begins anew after a minute with what belongs to no call', () => {
    const loose = { server: 'files', session: 's1', instance: 'i1', client: 'claude', by: 'guard', grants: [] } as const
    denials.report({ ...loose, asked: write('/a') })
    denials.report({ ...loose, asked: write('/a') })
    vi.advanceTimersByTime(61_000)
    denials.report({ ...loose, asked: write('/a') })
    expect(denials.recent().map(({ count }) => count)).toEqual([1, 2])
  })

  it('dismisses one, those of a server or all, and hears no more of what goes on in the same call', async () => {
    report(write('/a'))
    report(write('/b'))
    report(write('/c'), { server: 'other', call: 'c2' })
    await denials.dismiss({ id: denials.recent()[2]!.id })
    report(write('/a'))
    vi.advanceTimersByTime(100)
    expect(texts()).toEqual(['Denied a write to /c ×1', 'Denied a write to /b ×1'])
    report(write('/a'), { call: 'c3' })
    expect(texts()[0]).toBe('Denied a write to /a ×1')
    await denials.dismiss({ server: 'files' })
    expect(texts()).toEqual(['Denied a write to /c ×1'])
    await denials.dismiss({})
    expect(texts()).toEqual([])
    expect(dismissed.map((ids) => ids.length)).toEqual([1, 2, 1])
  })

  it('brings older ones up when newer ones are dismissed', async () => {
    for (let n = 0; n < 60; n++) report(write(`/${n}`), { call: `c${n}`, server: n < 30 ? 'a' : 'b' })
    expect(denials.recent().filter(({ server }) => server === 'a')).toHaveLength(20)
    await denials.dismiss({ server: 'b' })
    expect(denials.recent()).toHaveLength(30)
  })

  it('forgets a server', () => {
    report(write('/a'))
    failed(hosts, { call: 'c2' })
    denials.forget('files')
    report(write('/a'))
    vi.advanceTimersByTime(1000)
    expect(denials.recent()).toEqual([])
  })

  it('guesses where nobody told, and marks it', () => {
    failed(hosts)
    expect(denials.recent()).toEqual([])
    vi.advanceTimersByTime(300)
    expect(denials.recent()).toMatchObject([
      { by: 'guess', text: 'Probably denied /etc/hosts', call: 'c1', suggest: { kind: 'directory', path: '/etc' } },
    ])
    failed('It rains.', { call: 'c2' })
    vi.advanceTimersByTime(300)
    expect(denials.recent()).toHaveLength(1)
  })

  it('does not guess where a guard told, before or just after the answer, of the call or of several at once', () => {
    report({ kind: 'outside', path: '/etc/hosts' })
    failed(hosts)
    failed(hosts, { call: 'c2' })
    report({ kind: 'outside', path: '/etc/hosts' }, { call: 'c2' })
    failed(hosts, { call: 'c3', session: 's2' })
    denials.report({
      server: 'files',
      session: 's2',
      client: 'x',
      by: 'guard',
      asked: { kind: 'outside', path: '/x' },
      grants: [],
    })
    vi.advanceTimersByTime(1000)
    expect(denials.recent().map(({ by }) => by)).toEqual(['guard', 'guard', 'guard'])
  })
})
