import { expect, test } from 'vitest'
import { callQueryOf, momentOf } from './call-query.ts'

const now = new Date(2026, 4, 1, 12).getTime()

test('a moment is how long ago, or a date of the local clock', () => {
  expect(['15m', '2h', '3d', '30s'].map((text) => now - momentOf(text, now))).toEqual([
    900_000, 7_200_000, 259_200_000, 30_000,
  ])
  expect(momentOf('2026-04-30', now)).toBe(new Date(2026, 3, 30).getTime())
  expect(momentOf('2026-04-30T14:30', now)).toBe(new Date(2026, 3, 30, 14, 30).getTime())
  for (const wrong of ['yesterday', '2026-13-45', '', '-5m']) expect(() => momentOf(wrong, now)).toThrow(/is no moment/)
})

test('the filters of calls become one question', () => {
  expect(callQueryOf({ limit: 5 }, now)).toEqual({ limit: 5 })
  const query = callQueryOf(
    { limit: 5, server: 'fs', tool: 'read', failed: true, since: '1h', slower: '2s', find: 'x' },
    now,
  )
  expect(query).toMatchObject({ server: 'fs', tool: 'read', since: now - 3_600_000, slowerThanMs: 2000, find: 'x' })
  expect(query.outcomes).toContain('trapped')
  expect(query.outcomes).not.toContain('answered')
})
