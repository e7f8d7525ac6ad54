import { expect, it } from 'vitest'
import type { TrapRecord } from '../../shared/records.ts'
import { mergeTraps } from './patch.ts'
import { replaced } from './replaced.ts'

const trap = (id: string, at: number) => ({ id, at, server: 's' }) as TrapRecord

it('drops what the host no longer has, and keeps what it told of meanwhile', () => {
  const held = [trap('b', 2), trap('a', 1)]
  const now = [trap('d', 4), ...held]
  expect(replaced(now, held, [trap('c', 3), trap('b', 2)], mergeTraps).map(({ id }) => id)).toEqual(['d', 'c', 'b'])
})
