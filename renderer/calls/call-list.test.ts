import { describe, expect, it } from 'vitest'
import type { Call } from '../../shared/records.ts'
import type { CallQuery } from './call-filter.ts'
import { CallList, pageSize } from './call-list.ts'

const call = (at: number, more: Partial<Call> = {}): Call => ({
  ...{ id: `c${at}`, at, server: 's', tool: 't', session: null, client: 'x', outcome: 'answered', argsPreview: '{}' },
  ...more,
})

function listOf(kept: Call[], query: CallQuery = {}) {
  const asked: unknown[] = []
  const list = new CallList(query, async (input) => {
    asked.push(input)
    const from = input.before === undefined ? 0 : kept.findIndex(({ id }) => id === input.before) + 1
    return kept.slice(from, from + input.limit)
  })
  return { list, asked, ids: () => list.view().calls?.map(({ id }) => id), kept }
}
const many = (count: number, newest: number) => Array.from({ length: count }, (_, index) => call(newest - index))

describe('a list of calls', () => {
  it('goes back page by page to the end', async () => {
    const { list, ids } = listOf(many(pageSize + 5, 1000))
    expect(list.view().calls).toBeNull()
    await list.load()
    expect([ids()?.length, list.view().end]).toEqual([pageSize, false])
    await Promise.all([list.older(), list.older()])
    expect([ids()?.length, list.view().end, list.view().busy]).toEqual([pageSize + 5, true, false])
    expect(new Set(ids()).size).toBe(pageSize + 5)
  })

  it('takes new ones at its head, and ended ones in their place, never pending again', async () => {
    const { list, ids } = listOf([call(5, { outcome: 'pending' }), call(4)])
    await list.load()
    list.hear([call(7), call(6), call(5, { outcome: 'trapped' })])
    list.hear([call(5, { outcome: 'pending' })])
    expect(ids()).toEqual(['c7', 'c6', 'c5', 'c4'])
    expect(list.view().calls?.[2]?.outcome).toBe('trapped')
  })

  it('leaves rows where they are while they are read, and counts what waits', async () => {
    const { list, ids } = listOf([call(5, { outcome: 'pending' })])
    await list.load()
    list.setReading(true)
    list.hear([call(6, { outcome: 'pending' }), call(5)])
    list.hear([call(6), call(7)])
    expect([ids(), list.view().waiting]).toEqual([['c5'], 2])
    expect(list.view().calls?.[0]?.outcome).toBe('answered')
    list.showNewer()
    expect([ids(), list.view().waiting]).toEqual([['c7', 'c6', 'c5'], 0])
    list.hear([call(8)])
    list.setReading(false)
    expect(ids()).toEqual(['c8', 'c7', 'c6', 'c5'])
  })

  it('takes only what its query finds; a call may fit when it ends', async () => {
    const { list, ids } = listOf([], { outcomes: ['trapped'], server: 's' })
    await list.load()
    list.hear([call(1), call(2, { outcome: 'pending' }), call(3, { outcome: 'trapped', server: 'u' })])
    expect(ids()).toEqual([])
    list.hear([call(2, { outcome: 'trapped' })])
    expect(ids()).toEqual(['c2'])
  })

  it('begins anew after a gap that is longer than a page, else goes on', async () => {
    const { list, ids, kept } = listOf(many(10, 10))
    await list.load()
    kept.unshift(...many(5, 15))
    await list.load()
    expect(ids()?.length).toBe(15)
    kept.unshift(...many(pageSize + 1, 1000))
    await list.load()
    expect([ids()?.[0], ids()?.length, list.view().end]).toEqual(['c1000', pageSize, false])
  })
})
