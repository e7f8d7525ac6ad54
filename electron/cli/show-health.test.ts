import { expect, it } from 'vitest'
import type { Health } from '../../shared/watching.ts'
import { showHealth, showHealthOf } from './show-health.ts'

const look = { columns: 160, colours: false }
const at = new Date(2026, 0, 2, 3, 4, 5).getTime()
const health = (server: string, more: Partial<Health>): Health => ({
  ...{ server, state: 'well', since: at, checkedAt: at, tookMs: 38.4, failures: 0, uptime: 1, checks: 1440 },
  ...more,
})

it('shows each server in a row, why it failed or is not checked behind it', () => {
  const failure = { at, text: 'It exited with code 3 before it was ready.' }
  const lines = showHealth(
    [
      health('time', {}),
      health('weather', { state: 'failing', failures: 7, lastFailure: failure, uptime: 0.9996 }),
      health('git', { paused: 'It needs what is not granted: a folder.', state: 'unknown', uptime: null, checks: 0 }),
    ],
    look,
  ).split('\n')
  expect(lines[1]).toMatch(/^time +well +100 % +38 ms, 2026-01-02 03:04:05$/u)
  expect(lines[2]).toMatch(/^weather +failing \(7\) +99\.9 % .+ It exited with code 3/u)
  expect(lines[3]).toMatch(/^git +paused .+ It needs what is not granted: a folder\.$/u)
})

it('shows of one server its tools and the last failed checks', () => {
  const history = {
    ...{ server: 'time', since: at, slotMs: 1, checks: [] },
    tools: [{ tool: 'now', calls: [3, 4], failed: [1, 0] }],
    failures: [{ at, text: 'It did not list its tools within 10 s.' }],
  }
  const text = showHealthOf(health('time', {}), history, look)
  expect(text).toMatch(/Uptime +100 % of 1440 checks in 24 h/u)
  expect(text).toMatch(/^now +7 +1$/mu)
  expect(text).toMatch(/03:04:05 +It did not list its tools within 10 s\./u)
})
