import { expect, it } from 'vitest'
import type { Health } from '../../shared/watching.ts'
import { healthWords, stripText, uptimeText } from './health.ts'

const health = (more: Partial<Health>): Health => ({
  ...{ server: 's', state: 'well', since: 0, failures: 0, uptime: 1, checks: 10 },
  ...more,
})

it('is quiet about what is well, and says how often a failing server failed', () => {
  expect(healthWords(health({}))).toEqual({ icon: 'ok', tone: 'quiet', word: 'Well' })
  expect(healthWords(health({ failures: 1 }))).toMatchObject({ word: 'Well', second: '1 check failed just now' })
  expect(healthWords(health({ state: 'failing', failures: 12 }))).toMatchObject({
    ...{ word: 'Failing', tone: 'failed', second: '12 checks in a row' },
  })
  const paused = 'It is switched off.'
  expect(healthWords(health({ state: 'failing', paused }))).toMatchObject({ word: 'Paused', second: paused })
})

it('never rounds up to all', () => {
  expect([1, 0.9999, 0.999, 0.985, 0.42, 0].map(uptimeText)).toEqual([
    ...['100 %', '99.9 %', '99.9 %', '98.5 %', '42 %', '0 %'],
  ])
})

it('says in words what a strip shows', () => {
  const slot = (passed: number, failed: number) => ({ passed, failed })
  const none = Array.from({ length: 24 }, () => slot(0, 0))
  expect(stripText(none, 24)).toBe('Last 24 h: no checks')
  expect(stripText([...none.slice(1), slot(60, 0)], 24)).toBe('Last 24 h: 60 checks, none failed')
  expect(stripText([slot(57, 3), ...none.slice(1)], 24)).toBe('Last 24 h: 60 checks, 3 failed, the last 23 h ago')
  expect(stripText([...none.slice(1), slot(0, 1)], 168)).toBe(
    'Last 7 days: 1 check, 1 failed, the last within the last hour',
  )
})
