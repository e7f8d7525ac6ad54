import { mkdtemp, readFile, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { openNetwork, type Network } from '../egress/open-network.ts'
import { call, Granted } from '../testing-granted.ts'

let granted: Granted
let network: Network
let folder: string
let web: http.Server
let port: number
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-network-'))
  network = await openNetwork({ home: folder }, () => undefined)
  granted = await Granted.open({ doors: network.egress })
  web = http.createServer((_request, response) => response.end('hello from the web'))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  port = (web.address() as AddressInfo).port
})
afterEach(async () => {
  await granted.close()
  await network.close()
  await new Promise((resolve) => web.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

describe('a server with a door', () => {
  it('reaches the granted host and no other, and its requests are told', async () => {
    const grants: Grant[] = [{ kind: 'host', pattern: `127.0.0.1:${port}`, private: false }]
    const link = granted.link(await granted.add('hostile', grants))
    expect(await call(link, 'http', { url: `http://127.0.0.1:${port}/x` })).toContain('hello from the web')
    expect(await call(link, 'http', { url: 'http://127.0.0.1:1/x' })).toMatch(/^ERROR/)
    expect(granted.requests).toMatchObject([
      { method: 'GET', origin: `http://127.0.0.1:${port}`, outcome: 'answered', status: 200 },
      { origin: 'http://127.0.0.1:1', outcome: 'denied' },
    ])
    expect(granted.denied).toMatchObject([
      { asked: { kind: 'host', origin: 'http://127.0.0.1:1' }, by: 'proxy', had: 1 },
    ])
    const seen = await call(link, 'environment')
    const words = await readFile(`/proc/${link.pid}/cmdline`, 'utf8')
    for (const text of [seen, words]) expect(text).not.toContain(network.egress.address)
    expect(words).toContain('-S\0http,p3=n\0')
  })

  it('has its door closed when it ends', async () => {
    const before = await granted.add('hostile', [])
    const link = granted.link(before)
    await call(link, 'environment')
    const variables = await readFile(`/proc/${link.pid}/environ`, 'utf8')
    const door = /BELLJAR_EGRESS=([^\0]+)/.exec(variables)?.[1] ?? ''
    expect((await fetch(`http://${door}/http/127.0.0.1:${port}/`)).status).toBe(403)
    const denied = granted.denied.length
    expect(denied).toBeGreaterThan(0)
    await link.close({ code: 'unavailable', message: 'over' })
    await fetch(`http://${door}/http/127.0.0.1:${port}/`).catch(() => undefined)
    expect(granted.denied.length).toBe(denied)
  })

  it('gets configuration values and its store only when they are granted', async () => {
    granted.secrets.set('key', 'sesame-7781')
    const id = await granted.add('keeper', [
      { kind: 'config', key: 'region', value: 'north "1"' },
      { kind: 'secret', secret: 'key', as: 'config', name: 'token' },
      { kind: 'keyvalue', quotaBytes: 65_536 },
    ])
    const link = granted.link(id)
    expect(await call(link, 'config', { key: 'region' })).toBe(JSON.stringify('north "1"'))
    expect(await call(link, 'config', { key: 'token' })).toContain('sesame-7781')
    expect(await call(link, 'set', { bucket: 'b', key: 'k', value: 'kept' })).not.toMatch(/^ERROR/)
    await link.close({ code: 'unavailable', message: 'over' })
    const next = granted.link(id)
    expect(await call(next, 'get', { bucket: 'b', key: 'k' })).toContain('kept')
    expect(await readFile(`/proc/${next.pid}/cmdline`, 'utf8')).not.toMatch(/sesame|north/)
    expect(granted.denied).toEqual([])
    await granted.book.revokeGrants(id, ['keyvalue', 'config region'])
    await next.close({ code: 'unavailable', message: 'over' })
    const last = granted.link(id)
    expect(await call(last, 'get', { bucket: 'b', key: 'k' })).toMatch(/^ERROR.*access-denied/)
    await call(last, 'config', { key: 'region' })
    await expect
      .poll(() => granted.denied.map(({ asked }) => asked))
      .toEqual([
        { kind: 'keyvalue', why: 'not-granted' },
        { kind: 'config', key: 'region' },
      ])
  })
})

describe('the limits of a guarded server', () => {
  it('hold for the memory of the server behind the guards', async () => {
    const id = await granted.add('hostile', [], { memoryBytes: 32 * 1024 * 1024 })
    const link = granted.link(id)
    expect(await call(link, 'memory', { count: 16 })).not.toMatch(/^(?:ERROR|LOST)/)
    expect(await call(link, 'memory', { count: 64 })).toMatch(/^(?:ERROR|LOST)/)
  })
})
