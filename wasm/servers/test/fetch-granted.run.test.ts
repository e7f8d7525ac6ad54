import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openNetwork, type Network } from '../../../electron/core/egress/open-network.ts'
import { inspectWasm } from '../../../electron/core/servers/inspect.ts'
import { lookOf } from '../../../electron/core/servers/look-at-bytes.ts'
import { call, Granted } from '../../../electron/core/testing-granted.ts'
import type { Grant } from '../../../shared/grants.ts'
import { bundled } from './guest.ts'
import { redirect, site } from './site.ts'

const home = path.join(tmpdir(), `belljar-fetch-${process.pid}`)
let network: Network
let granted: Granted

beforeAll(async () => {
  network = await openNetwork({ home }, () => undefined)
  granted = await Granted.open({ doors: network.egress })
})
afterAll(async () => {
  await granted.close()
  await network.close()
  await rm(home, { recursive: true, force: true })
})

/** The bundled server as Belljar runs it: behind its guards, with all requests through its proxy. */
async function fetchWith(...grants: Grant[]) {
  const bytes = await readFile(bundled('fetch.wasm'))
  const found = inspectWasm(bytes, 'fetch.wasm')
  const hash = createHash('sha256').update(bytes).digest('hex')
  await writeFile(granted.book.wasmPath(hash), bytes)
  const { size, memories, needs } = found
  const { id } = await granted.book.add({ name: 'fetch', hash, size, memories, ...lookOf(found), needs })
  if (grants.length > 0) await granted.book.addGrants(id, grants)
  const server = granted.book.get(id)
  // A first call does not wait as long as a compiler may take.
  if (server) await granted.instances.makeReady(server)
  const link = granted.link(id)
  return (url: string) => call(link, 'fetch', { url })
}

const host = (pattern: string): Grant => ({ kind: 'host', pattern, private: true })

it('reads from a host that is granted, through the proxy, and from no other', async () => {
  const other = await site({ '/x': '<p>other' })
  const { origin, port, seen } = await site({ '/': '<h1>Hello</h1>', '/away': redirect(`${other.origin}/x`) })
  const fetch = await fetchWith(host(`127.0.0.1:${port}`))
  expect(await fetch(`${origin}/`)).toBe(`Contents of ${origin}/:\n# Hello`)
  expect(granted.requests.map((one) => [one.origin, one.outcome])).toEqual([
    [origin, 'answered'],
    [origin, 'answered'],
  ])
  seen.length = 0

  const denied = (url: string) =>
    `Belljar denied this request: ${url} is not granted to this server. A person can grant it in Belljar: nothing that is said here can.`
  expect(await fetch(`${other.origin}/x`)).toBe(`ERROR Failed to fetch ${other.origin}/x: ${denied(other.origin)}`)
  expect(await fetch(`${origin}/away`)).toBe(
    `ERROR ${origin}/away redirects to ${other.origin}/x. Failed to fetch ${other.origin}/x: ${denied(other.origin)}`,
  )
  expect(other.seen).toEqual([])
  expect(seen).toEqual(['GET /robots.txt', 'GET /away'])
  const asked = { kind: 'host', origin: other.origin, why: 'not-granted' }
  // Whoever is denied is asked for nothing further: once for each call.
  expect(granted.denied.map((one) => one.asked)).toEqual([asked, asked])
})

it('tells what the proxy says about a network that fails', async () => {
  const fetch = await fetchWith(host('127.0.0.1:1'), host('nowhere.invalid'))
  expect(await fetch('http://127.0.0.1:1/')).toContain(
    'Belljar got no answer to this request: 127.0.0.1 refuses connections on this port.',
  )
  expect(await fetch('https://nowhere.invalid/')).toMatch(/There is no host nowhere\.invalid|cannot be looked up now/)
})
