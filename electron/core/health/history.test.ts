import { expect, it } from 'vitest'
import { historyOf, spanOf } from './history.ts'

const now = 1_800_000_000_000

it('has as many slots as asked for, and the newest ends now', () => {
  const span = spanOf({ server: 's', hours: 24, slots: 96 }, now)
  expect(span).toMatchObject({ slotMs: 900_000, until: now + 1 })
  expect(span.until - span.since).toBe(24 * 3_600_000)
})

it('fills the slots in which nothing was, and names the most called tool first', () => {
  const span = spanOf({ server: 's', hours: 1, slots: 4 }, now)
  const history = historyOf(span, {
    checks: [
      { slot: 1, passed: 14, failed: 1, ms: 38 },
      { slot: 3, passed: 0, failed: 2, ms: null },
    ],
    calls: [
      { slot: 0, tool: 'rare', calls: 1, failed: 1 },
      { slot: 2, tool: 'often', calls: 20, failed: 3 },
    ],
    failures: [{ at: now - 1, text: 'It exited.' }],
  })
  expect(history.checks).toEqual([
    { passed: 0, failed: 0, ms: null },
    { passed: 14, failed: 1, ms: 38 },
    { passed: 0, failed: 0, ms: null },
    { passed: 0, failed: 2, ms: null },
  ])
  expect(history.tools).toEqual([
    { tool: 'often', calls: [0, 0, 20, 0], failed: [0, 0, 3, 0] },
    { tool: 'rare', calls: [1, 0, 0, 0], failed: [1, 0, 0, 0] },
  ])
})
