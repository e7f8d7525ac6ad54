import { expect, it } from 'vitest'
import { parseRoute } from '../route.ts'
import { hashOfLogs, parseLogs, writeLogs, type LogAddress } from './log-address.ts'
import { noFilters, queryOf } from './log-filters.ts'

it.each<LogAddress>([
  { filters: noFilters },
  { filters: { ...noFilters, server: 'a&b=ü', level: 'errors', source: 'stdout', find: 'what? 100 %' } },
  { filters: { ...noFilters, time: { kind: 'last', ms: 300_000 }, session: 's 1', instance: 'i/1' } },
  { filters: { ...noFilters, time: { kind: 'today' } }, place: { at: 1_700_000_000_000 } },
  { filters: { ...noFilters, time: { kind: 'span', since: 5 } }, place: { line: 41 } },
])('an address brings back what was shown: %j', (address) => {
  expect(parseLogs(writeLogs(address))).toEqual(address)
})

it.each(['level=worst&source=nowhere&time=soon&at=never&line=-1', 'since=x&until=1.5', '', '%E0%A4%A'])(
  'an odd address shows everything: %j',
  (query) => {
    expect(parseLogs(query)).toEqual({ filters: noFilters })
  },
)

it('a moment that no clock can show is as if it were not there', () => {
  expect(parseLogs('time=span&since=9007199254740991&until=7')).toEqual({
    filters: { ...noFilters, time: { kind: 'span', until: 7 } },
  })
})

it('links to the errors of a server around a moment', () => {
  const route = parseRoute(hashOfLogs({ server: 'git', level: 'errors', at: 1000 }))
  expect(route.screen === 'logs' && parseLogs(route.query)).toEqual({
    filters: { ...noFilters, server: 'git', level: 'errors' },
    place: { at: 1000 },
  })
})

it('links to what was written while a call ran', () => {
  const call = { server: 'git', at: 1000.4, durationMs: 20, session: 's1' }
  const route = parseRoute(hashOfLogs({ call }))
  const { filters } = parseLogs(route.screen === 'logs' ? route.query : '')
  expect(queryOf(filters, 5000)).toEqual({ server: 'git', session: 's1', since: 1000, until: 1071 })
})

it('the last five minutes begin when they were chosen', () => {
  const { filters } = parseLogs('time=5m&level=warnings')
  expect(queryOf(filters, 1_000_000)).toEqual({ levels: ['warning', 'error'], since: 700_000 })
})
