import { expect, test } from 'vitest'
import { placeOf } from './deep-link.ts'
import { readWords } from './words.ts'

test('known shapes become places', () => {
  expect(placeOf('belljar://server/time')).toBe('#/server/time/tools')
  expect(placeOf('belljar://server/log-parser/grants')).toBe('#/server/log-parser/grants')
  expect(placeOf('belljar://server/time/')).toBe('#/server/time/tools')
  expect(placeOf('belljar://calls/0199f0c2-7d1f_A')).toBe('#/calls/0199f0c2-7d1f_A')
  expect(placeOf('belljar://traps/abc')).toBe('#/traps/abc')
  expect(placeOf('belljar://servers')).toBe('#/servers')
  expect(placeOf('belljar://settings/')).toBe('#/settings')
})

test.each([
  'belljar://server/',
  'belljar://server/../settings',
  'belljar://server/time%2f..%2fsettings',
  'belljar://server/time%00',
  'belljar://server/time/tools/get_current_time',
  'belljar://server/time/delete',
  'belljar://server/TIME',
  'belljar://server/-time',
  'belljar://server/time?enable=1',
  'belljar://server/time#/settings',
  'belljar://server/time\n',
  'belljar://server/ti\u202eme',
  'belljar://server/tim\u0435',
  `belljar://server/${'a'.repeat(33)}`,
  `belljar://calls/${'a'.repeat(100_000)}`,
  'belljar://settings/theme',
  'belljar://welcome',
  'belljar://review',
  'belljar://app/index.html',
  'belljar://user:password@server/time',
  'belljar://server:80/time',
  'belljar:server/time',
  'belljar:///server/time',
  'javascript:alert(1)',
  'belljar://javascript:alert(1)',
  'file:///etc/passwd',
  'https://example.com/belljar://server/time',
  ' belljar://server/time',
  'BELLJAR://server/time',
  '',
])('everything else is nothing: %j', (link) => {
  expect(placeOf(link)).toBeUndefined()
})

test('what the app was started with', () => {
  expect(readWords(['--home', '/a', '--background'])).toEqual({ home: '/a', background: true, hidden: false })
  expect(readWords(['--hidden', '--', 'belljar://server/time'])).toEqual({
    ...{ background: false, hidden: true },
    link: 'belljar://server/time',
  })
  // What follows the link's mark is never an option, whatever a page puts into it.
  expect(readWords(['--', 'belljar://server/time', '--home', '/evil'])).not.toHaveProperty('home')
  expect(readWords(['--disable-gpu', '.', 'file.wasm'])).toEqual({ background: false, hidden: false })
})
