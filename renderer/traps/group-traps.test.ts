import { expect, it } from 'vitest'
import type { TrapRecord } from '../../shared/records.ts'
import { groupTraps } from './group-traps.ts'

const trap = (at: number, server: string, func: string | undefined, code = 'panic'): TrapRecord => ({
  ...{ id: `t${at}`, at, server, session: null, client: 'c', code, message: 'm', raw: '' },
  frames: func === undefined ? [] : [{ index: 0, module: 'm', func }],
})

it('puts traps at the same place of a server together, in the order of the newest', () => {
  const groups = groupTraps([
    trap(9, 'a', 'x::f'),
    trap(8, 'b', 'x::f'),
    trap(7, 'a', 'x::f', 'divide-by-zero'),
    trap(6, 'a', 'x::f'),
    trap(5, 'a', undefined),
    trap(4, 'a', undefined),
  ])
  expect(groups.map(({ traps }) => traps.map(({ at }) => at))).toEqual([[9, 6], [8], [7], [5], [4]])
  expect(groups[0]?.newest.at).toBe(9)
})
