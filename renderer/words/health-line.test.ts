import { expect, it } from 'vitest'
import type { Health } from '../../shared/watching.ts'
import { healthLine } from './health-line.ts'

const health: Health = { server: 'a', state: 'well', since: 0, failures: 0, uptime: 1, checks: 60 }

it.each<[Partial<Health>, string]>([
  [{}, 'well, 100 % of 60 checks passed in 24 h'],
  [{ state: 'unknown', uptime: null, checks: 0 }, 'not checked yet'],
  [
    { state: 'failing', failures: 3, lastFailure: { at: 0, text: 'no answer within 10 s' }, uptime: 0.5 },
    'failing, 3 checks in a row: no answer within 10 s, 50 % of 60 checks passed in 24 h',
  ],
  [{ paused: 'It is switched off.' }, 'not checked now: it is switched off'],
])('%j', (more, said) => {
  expect(healthLine({ ...health, ...more })).toBe(said)
})
