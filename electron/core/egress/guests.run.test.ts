import { rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import type { FixtureName } from '../../../wasm/fixtures/fixture.ts'
import { call, Granted } from '../testing-granted.ts'
import { openNetwork, type Network } from './open-network.ts'
import { host } from './testing/guest.ts'
import { listen } from './testing/world.ts'

let server: http.Server
let port: number
let granted: Granted
let network: Network
const seen: string[] = []

beforeAll(async () => {
  server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.host}`)
    if (request.url === '/nothing') return void request.socket.destroy()
    if (request.url === '/cut') return void response.writeHead(200).write('half', () => response.destroy())
    if (request.url === '/away') return void response.writeHead(302, { location: 'http://evil.example/' }).end()
    response.end('hello')
  })
  port = await listen(server)
  const home = path.join(tmpdir(), `belljar-network-${process.pid}`)
  network = await openNetwork({ home }, () => undefined)
  granted = await Granted.open({ doors: network.egress })
})
afterAll(async () => {
  await granted.close()
  await network.close()
  server.close()
  server.closeAllConnections()
  await rm(path.join(tmpdir(), `belljar-network-${process.pid}`), { recursive: true })
})

async function add(name: FixtureName, ...grants: Grant[]): Promise<string> {
  const id = await granted.add(name, grants)
  const installed = granted.book.get(id)
  // A first call does not wait as long as a compiler may take.
  if (installed) await granted.instances.makeReady(installed)
  return id
}

const get = (url: string) => ({ url, method: 'GET' })

it('lets a guest send where it may, and tells it in words where it may not', async () => {
  const link = granted.link(await add('hostile', host(`127.0.0.1:${port}`)))
  const origin = `http://127.0.0.1:${port}`
  expect(await call(link, 'http', get(`${origin}/x?y`))).toBe('got: 200 hello')
  expect(await call(link, 'http', { url: `${origin}/post`, method: 'POST' })).toBe('got: 200 hello')
  expect(seen).toEqual([`GET /x?y 127.0.0.1:${port}`, `POST /post 127.0.0.1:${port}`])
  const denied = 'Belljar denied this request: http://evil.example is not granted to this server.\n'
  expect(await call(link, 'http', get('http://evil.example/'))).toBe(`ERROR refused: ${denied}`)
  expect(await call(link, 'http', get(`${origin}/away`))).toBe(`ERROR refused: ${denied}`)
  expect(granted.denied.map(({ asked, by }) => ({ asked, by }))).toEqual(
    Array(2).fill({ asked: { kind: 'host', origin: 'http://evil.example', why: 'not-granted' }, by: 'proxy' }),
  )
  expect(await call(link, 'http', get(`${origin}/nothing`))).toContain('127.0.0.1 closed the connection.')
  expect(await call(link, 'http', get(`${origin}/cut`))).toBe('got: 200 half')
})

it('keeps what guests count, in two sessions at a time and over restarts', async () => {
  const id = await add('keeper', { kind: 'keyvalue', quotaBytes: 4096 })
  const [one, two] = [granted.link(id), granted.link(id)]
  const many = { bucket: '', key: 'n', times: 1000 }
  await Promise.all([call(one, 'increment', many), call(two, 'increment', many)])
  expect(await call(one, 'get', { key: 'n' })).toBe('"2000"')
  expect(await call(two, 'set', { key: 'big', value: 'x'.repeat(5000) })).toMatch(/^ERROR other: The store is full/)
  expect(granted.denied.at(-1)).toMatchObject({ asked: { kind: 'keyvalue', why: 'quota' }, by: 'proxy' })
  network.stores.close()
  await Promise.all([one, two].map((link) => link.close({ code: 'unavailable', message: 'Restarted.' })))
  expect(await call(granted.link(id), 'get', { key: 'n' })).toBe('"2000"')
})
