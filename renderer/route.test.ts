import { expect, it } from 'vitest'
import { hashOf, parseRoute, type Route } from './route.ts'

it.each<Route>([
  { screen: 'servers' },
  { screen: 'server', id: 'time', tab: 'logs' },
  { screen: 'server', id: 'a/b ü', tab: 'tools', item: 'get/one' },
  { screen: 'calls', item: 'call 1' },
  { screen: 'traps' },
  { screen: 'logs', query: 'server=a%2Fb&find=what%3F' },
  { screen: 'server', id: 'what?', tab: 'logs', query: 'level=errors' },
])('an address brings back its page: %j', (route) => {
  expect(parseRoute(hashOf(route))).toEqual(route)
})

it.each([
  ['', { screen: 'start' }],
  ['#/nowhere/else', { screen: 'start' }],
  ['#/server', { screen: 'servers' }],
  ['#/server/time/unknown', { screen: 'server', id: 'time', tab: 'tools' }],
  ['#/calls/%E0%A4%A', { screen: 'calls', item: '%E0%A4%A' }],
])('an odd address is no error: %s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route)
})
