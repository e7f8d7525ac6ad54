import { expect, it } from 'vitest'
import { freeName, serverName, suggestName } from './suggest-name.ts'

it.each([
  ['time.wasm', 'time'],
  ['/home/x/My Server.WASM', 'my-server'],
  ['C:\\files\\mcp_server_time_cli.wasm', 'mcp-server-time-cli'],
  ['Zürich.component.wasm', 'zurich'],
  ['..wasm', 'server'],
  ['', 'server'],
  ['../../etc/passwd', 'passwd'],
  ['--rm -rf.wasm', 'rm-rf'],
  ['日本.wasm', 'server'],
  [`${'a'.repeat(31)}-b.wasm`, 'a'.repeat(31)],
])('makes a name of %j', (file, name) => {
  expect(suggestName(file)).toBe(name)
  expect(suggestName(file)).toMatch(serverName)
})

it('numbers a name that is taken, and stays legal', () => {
  const taken = new Set(['time', 'time-2'])
  expect(freeName('time', (name) => taken.has(name))).toBe('time-3')
  expect(freeName('x'.repeat(32), (name) => name === 'x'.repeat(32))).toBe(`${'x'.repeat(30)}-2`)
  expect(freeName('free', () => false)).toBe('free')
})
