import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Frame, Wire } from '../../../shared/rpc.ts'
import { serveWeb, type Web } from './serve-web.ts'

let folder: string
let web: Web
let token: string
let attached: Wire[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-web-'))
  const renderer = path.join(folder, 'renderer')
  await mkdir(path.join(renderer, 'assets'), { recursive: true })
  await mkdir(path.join(folder, 'renderer-evil'))
  await writeFile(path.join(renderer, 'index.html'), '<p>the page</p>')
  await writeFile(path.join(renderer, 'assets', 'app.js'), 'let x')
  await writeFile(path.join(folder, 'secret.json'), '{}')
  await writeFile(path.join(folder, 'renderer-evil', 'secret.json'), '{}')
  web = await serveWeb({ host: { attach: (wire) => attached.push(wire) }, rendererFolder: renderer })
  token = new URL(web.url).hash.slice('#token='.length)
})
beforeEach(() => {
  attached = []
})
afterAll(async () => {
  await web.close()
  await rm(folder, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** The path goes out as it is: fetch() would tidy it first, and would not let us choose a Host. */
function ask(method: string, urlPath: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: web.port, method, path: urlPath, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += String(chunk)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** `open`, or the status that the upgrade was refused with. */
function connectSocket(protocols: string[], headers: Record<string, string> = {}, urlPath = '/rpc') {
  return new Promise<{ result: 'open' | number; socket: WebSocket }>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}${urlPath}`, protocols, { headers })
    socket.on('open', () => resolve({ result: 'open', socket }))
    socket.on('unexpected-response', (_, response) => {
      resolve({ result: response.statusCode ?? 0, socket })
      response.resume()
    })
    socket.on('error', reject)
  })
}

async function attempt(protocols: string[], headers: Record<string, string> = {}, urlPath?: string) {
  const { result, socket } = await connectSocket(protocols, headers, urlPath)
  if (result === 'open') socket.terminate()
  return result
}

describe('pages', () => {
  test('the page and its files come with headers that close every other door', async () => {
    const page = await ask('GET', '/')
    expect(page).toMatchObject({ status: 200, body: '<p>the page</p>' })
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(page.headers['access-control-allow-origin']).toBeUndefined()
    expect((await ask('GET', '/assets/app.js')).headers['content-type']).toContain('text/javascript')
    expect(await ask('HEAD', '/')).toMatchObject({ status: 200, body: '' })
  })

  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/../../secret.json',
    '/..\\secret.json',
    '/..%5csecret.json',
    '/../renderer-evil/secret.json',
    '//etc/hosts.json',
    '/C:/secret.json',
    '/%00/secret.json',
    '/%',
    '/assets/',
    '/assets',
  ])('%s leads nowhere', async (urlPath) => {
    expect((await ask('GET', urlPath)).status).toBe(404)
  })

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1.evil.example', '[::1]'])(
    'Host %s is refused: a rebound name shows there',
    async (host) => {
      expect((await ask('GET', '/', { host })).status).toBe(403)
    },
  )

  test('localhost is let in by its own name', async () => {
    expect((await ask('GET', '/', { host: `localhost:${web.port}` })).status).toBe(200)
  })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'Origin %s is refused',
    async (origin) => {
      expect((await ask('GET', '/', { origin })).status).toBe(403)
    },
  )

  test('a simple cross-site POST starts nothing', async () => {
    const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' }
    expect((await ask('POST', '/rpc', headers, '{"kind":"call","id":1,"name":"app.quit","input":null}')).status).toBe(
      403,
    )
    expect((await ask('POST', '/rpc', {}, '{}')).status).toBe(405)
    expect((await ask('OPTIONS', '/rpc')).status).toBe(405)
    expect(attached).toEqual([])
  })
})

describe('the wire', () => {
  test('opens with the token, from our own page or from no page', async () => {
    expect(await attempt([`belljar.${token}`])).toBe('open')
    expect(await attempt([`belljar.${token}`], { origin: `http://127.0.0.1:${web.port}` })).toBe('open')
    expect(attached).toHaveLength(2)
  })

  test.each([
    ['no token', []],
    ['an empty one', ['belljar.']],
    ['a wrong one', [`belljar.${'A'.repeat(43)}`]],
    ['another protocol', ['mcp']],
  ])('%s is refused', async (_, protocols) => {
    expect(await attempt(protocols)).toBe(401)
    expect(attached).toEqual([])
  })

  test('the start of the token, or more than it, is refused', async () => {
    expect(await attempt([`belljar.${token.slice(0, -1)}`])).toBe(401)
    expect(await attempt([`belljar.${token}A`])).toBe(401)
  })

  test('a foreign page is refused even with the token', async () => {
    for (const origin of ['https://evil.example', 'http://localhost:1', 'null'])
      expect(await attempt([`belljar.${token}`], { origin })).toBe(403)
    expect(await attempt([`belljar.${token}`], { host: 'evil.example' })).toBe(403)
    expect(attached).toEqual([])
  })

  test('the token in the address is not enough', async () => {
    expect(await attempt([], {}, `/rpc?token=${token}`)).toBe(404)
  })

  test('frames go both ways, and the end is told', async () => {
    const { socket } = await connectSocket([`belljar.${token}`])
    const wire = attached[0]!
    const closed = new Promise<void>((resolve) => wire.onClose(resolve))
    const received = new Promise<Frame>((resolve) => wire.onFrame(resolve))
    const back = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))))
    socket.send(JSON.stringify({ kind: 'call', id: 1, name: 'x', input: null }))
    expect(await received).toEqual({ kind: 'call', id: 1, name: 'x', input: null })
    wire.send({ kind: 'reply', id: 1, value: 2 })
    expect(JSON.parse(await back)).toEqual({ kind: 'reply', id: 1, value: 2 })
    expect(web.connections()).toBe(1)
    socket.close()
    await closed
    expect(() => wire.send({ kind: 'reply', id: 2, value: 3 })).not.toThrow()
  })

  test('text that is no frame ends that connection only', async () => {
    const { socket } = await connectSocket([`belljar.${token}`])
    attached[0]!.onFrame(() => expect.unreachable())
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    socket.send('{')
    expect(await closed).toBe(1007)
    expect(await attempt([`belljar.${token}`])).toBe('open')
  })
})

test('a port that is taken is said in one sentence', async () => {
  const second = serveWeb({ host: { attach: () => undefined }, rendererFolder: folder, port: web.port })
  await expect(second).rejects.toMatchObject({ problem: { code: 'conflict' } })
})
