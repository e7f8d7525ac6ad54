import { expect, it } from 'vitest'
import type { LogLine } from '../../shared/records.ts'
import { indexOf, isChosen, moved } from './chosen.ts'

const lines = [3, 5, 8, 13].map((seq): LogLine => ({
  seq,
  at: 0,
  server: 'git',
  session: null,
  source: 'stderr',
  level: 'info',
  text: '',
}))

it('finds a line by its number', () => {
  expect([3, 5, 8, 13, 4, 14, 1].map((seq) => indexOf(lines, seq))).toEqual([0, 1, 2, 3, -1, -1, -1])
})

it('moves, stays within what is held, and begins in view', () => {
  expect(moved({ anchor: 5, active: 5 }, 1, false, lines, 0)).toEqual({ anchor: 8, active: 8 })
  expect(moved({ anchor: 5, active: 5 }, 10, false, lines, 0)).toEqual({ anchor: 13, active: 13 })
  expect(moved(null, 1, false, lines, 2)).toEqual({ anchor: 8, active: 8 })
  expect(moved({ anchor: 1, active: 1 }, 1, true, lines, 2)).toEqual({ anchor: 8, active: 8 })
  expect(moved(null, 1, false, [], 0)).toBeNull()
})

it('extends from where it began, in both directions', () => {
  const down = moved({ anchor: 5, active: 5 }, 2, true, lines, 0)
  expect(down).toEqual({ anchor: 5, active: 13 })
  const up = moved(down, -3, true, lines, 0)
  expect(up).toEqual({ anchor: 5, active: 3 })
  expect(lines.map(({ seq }) => isChosen(up, seq))).toEqual([true, true, false, false])
})
