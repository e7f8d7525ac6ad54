import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrintedEntry } from './clients/printed-entry.ts'
import { preparePython, run, scripts } from './clients/python.ts'

const belljar = new PrintedEntry()
let python: Awaited<ReturnType<typeof preparePython>>

beforeAll(async () => {
  python = await preparePython()
  if ('reason' in python) return console.error(`\n  *** SKIPPED: the Python clients, because ${python.reason}. ***\n`)
  await belljar.prepare()
  await belljar.cli.serve()
}, 600_000)
afterAll(() => belljar.cli.remove())

const clients = [
  { name: 'mcp.ClientSession', script: 'session.py', client: 'py-session', version: /^2025-/ },
  { name: 'mcp.Client', script: 'client.py', client: 'py-client', version: /^2026-07-28$/ },
  { name: 'fastmcp.Client', script: 'fast.py', client: 'py-fast', version: /^2026-07-28$/ },
]

test.for(clients)('$name lists and calls through the entry that is printed', async (one, { skip }) => {
  if ('reason' in python) return skip(python.reason)
  const done = await run(python.python, ['-B', path.join(scripts, one.script), belljar.text])
  expect(done, done.text).toMatchObject({ code: 0 })
  const seen = JSON.parse(done.out) as { protocolVersion: string; tools: string[]; now: string; converted: string }
  expect(seen.protocolVersion).toMatch(one.version)
  expect(seen.tools.sort()).toEqual(['convert_time', 'get_current_time'])
  expect(JSON.parse(seen.now)).toMatchObject({ timezone: 'Europe/Berlin' })
  expect(JSON.parse(seen.converted)).toMatchObject({ time_difference: '+5.75h' })
  await expect.poll(() => belljar.callers(), { timeout: 10_000 }).toContain(one.client)
})
