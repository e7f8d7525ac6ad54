import { expect, it } from 'vitest'
import { lastMoment, momentOf, momentText } from './moment.ts'

it('what a field shows is read back to the second', () => {
  const at = new Date(2026, 10, 21, 20, 54, 7, 418).getTime()
  expect(momentText(at)).toBe('2026-11-21T20:54:07')
  expect(momentOf(momentText(at))).toBe(at - 418)
  expect(momentOf('2026-11-21T20:54')).toBe(at - 7_418)
})

it.each(['', 'soon', '0002-11-21T20:54:07', '1969-12-31T23:59:59', '999999-01-01T00:00:00'])(
  'is no moment: %j',
  (text) => {
    expect(momentOf(text)).toBeNull()
  },
)

it.each([lastMoment, -lastMoment, Number.MAX_SAFE_INTEGER, NaN])('shows nothing for %d', (at) => {
  expect(momentText(at)).toBe('')
})
