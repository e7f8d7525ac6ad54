import { expect, it } from 'vitest'
import type { Denial } from '../../../shared/access.ts'
import type { CallDetail, TrapRecord } from '../../../shared/records.ts'
import { trapDetail } from './trap-detail.ts'

const trapAt = (at: number, func: string, code = 'panic'): TrapRecord => ({
  ...{ id: `t${at}`, at, server: 'mine', session: null, client: 'c', code, message: 'm', raw: '' },
  frames: [
    { index: 0, module: 'm', func: 'core::panicking::panic' },
    { index: 1, module: 'm', func },
  ],
})

/** Newest first, as the records answer. */
const kept = (count: number) => Array.from({ length: count }, (_, i) => trapAt(1000 - i, i % 3 === 0 ? 'a::f' : 'a::g'))

const denial = (id: string, call: string): Denial =>
  ({ id, call, at: 900, server: 'mine', client: 'c', text: `denied ${id}`, reason: 'sesame' }) as Denial

function from(traps: TrapRecord[], denials: Denial[] = []) {
  const page = <T extends { id: string }>(all: T[], query: { limit: number; before?: string | undefined }) => {
    const start = query.before === undefined ? 0 : all.findIndex(({ id }) => id === query.before) + 1
    return all.slice(start, start + query.limit)
  }
  const records = {
    traps: async (query: { limit: number; before?: string | undefined }) => page(traps, query),
    denials: async (query: { limit: number; before?: string | undefined }) => page(denials, query),
    call: async (id: string) =>
      ({ id, args: '{"word":"sesame"}', argsPreview: 'sesame', altered: false }) as CallDetail,
  }
  return { records, server: undefined, closed: [], redact: (text: string) => text.replaceAll('sesame', '[redacted]') }
}

it('finds when the same function trapped before, over pages, newest first', async () => {
  const traps = kept(700)
  const { before } = await trapDetail(from(traps), traps[3]!)
  expect(before).toHaveLength(20)
  expect(before.slice(0, 3).map(({ at }) => at)).toEqual([994, 991, 988])
  // Another kind of trap at the same place is another one.
  const other = [trapAt(5, 'a::f', 'divide-by-zero'), trapAt(4, 'a::f')]
  expect((await trapDetail(from(other), other[0]!)).before).toEqual([])
})

it('has the call and what was denied in it', async () => {
  const trap = { ...trapAt(1000, 'a::f'), call: 'c1' }
  const denials = [denial('d3', 'c2'), denial('d2', 'c1'), denial('d1', 'c1')]
  const detail = await trapDetail(from([trap], denials), trap)
  expect(detail.caused?.id).toBe('c1')
  expect(detail.denials.map(({ id }) => id)).toEqual(['d2', 'd1'])
})

it('blanks out a secret that was stored after the trap', async () => {
  const trap = { ...trapAt(1000, 'a::f'), call: 'c1', message: 'sesame', raw: 'sesame' }
  const detail = await trapDetail(from([trap], [denial('d1', 'c1')]), trap)
  expect(JSON.stringify(detail)).not.toContain('sesame')
  expect(detail.caused).toMatchObject({ args: '{"word":"[redacted]"}', altered: true })
})

it('names no dump that is gone, and no secret in a function', async () => {
  const trap = { ...trapAt(1, 'a::sesame'), dump: { path: '/nowhere/x.coredump', size: 5 } }
  const detail = await trapDetail(from([trap]), trap)
  expect(detail.dump).toBeUndefined()
  expect(detail.frames[1]?.func).toBe('a::[redacted]')
})
