import { createHash } from 'node:crypto'
import http from 'node:http'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { Egress } from './egress.ts'
import { answerTo, host, TestGuest } from './testing/guest.ts'
import { listen, World } from './testing/world.ts'

const world = new World()

describe('what is carried', () => {
  it('goes on as it came, with the host that was asked for, and is recorded by its origin only', async () => {
    const one = world.guest(host(`api.example.com:${world.port}`, true))
    const headers = {
      'X-One': ['1', '2'],
      Authorization: 'Bearer abc',
      'Proxy-Authorization': 'x',
      TE: 'trailers',
      'X-Secret-Hop': 'x',
      Connection: 'X-Secret-Hop',
    }
    const got = await one.send(
      `http/API.example.com.:${world.port}/v1/../a?key=secret`,
      { method: 'POST', headers },
      'body',
    )
    expect(got).toMatchObject({ status: 200, body: Buffer.from('hello /v1/../a?key=secret') })
    expect(got.headers).toMatchObject({ 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] })
    expect(got.headers).not.toHaveProperty('belljar-denied')
    expect(got.headers).not.toHaveProperty('x-hop')
    expect(world.heard).toMatchObject([{ method: 'POST', url: '/v1/../a?key=secret', body: 'body' }])
    const sent = world.heard[0]!.raw.map((text) => text.toLowerCase())
    expect(sent.filter((name) => name === 'x-one')).toHaveLength(2)
    expect(sent).toContain(`api.example.com:${world.port}`)
    expect(sent).toContain('bearer abc')
    for (const name of ['proxy-authorization', 'te', 'x-secret-hop', 'via', 'forwarded', 'x-forwarded-for'])
      expect(sent).not.toContain(name)
    expect(JSON.stringify(world.heard)).not.toContain(one.token)
    expect(await one.factsOf(0)).toEqual({
      at: expect.any(Number),
      method: 'POST',
      origin: `http://api.example.com:${world.port}`,
      outcome: 'answered',
      status: 200,
      sentBytes: 4,
      receivedBytes: 25,
      durationMs: expect.any(Number),
    })
    expect(one.asked).toEqual([])
  })

  it('speaks TLS with the name, and not with whom the certificate does not name', async () => {
    world.addresses['wrong.example.com'] = [['127.0.0.1']]
    const one = world.guest(host(`https://*.example.com:${world.securePort}`, true))
    expect(await one.send(`https/api.example.com:${world.securePort}/x`)).toMatchObject({
      status: 200,
      body: Buffer.from('hello /x'),
    })
    const wrong = await one.send(`https/wrong.example.com:${world.securePort}/x`)
    expect(wrong).toMatchObject({ status: 502, headers: { 'belljar-failed': '1' } })
    expect(wrong.body.toString()).toContain('The certificate of wrong.example.com is for another name.')
    expect(await one.factsOf(1)).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('another name') })
    expect(await one.send(`http/api.example.com:${world.securePort}/x`)).toMatchObject({ status: 403 })
  })

  it('does not trust a certificate from nobody', async () => {
    const strict = await Egress.open({ keyvalue: world.stores, resolve: async () => ['127.0.0.1'] })
    const one = new TestGuest(strict, [host(`api.example.com:${world.securePort}`, true)])
    expect((await one.send(`https/api.example.com:${world.securePort}/x`)).body.toString()).toContain(
      'nobody that this computer trusts',
    )
    one.leave()
    await strict.close()
  })

  it('HEAD, 204, no body, an unknown length', async () => {
    const one = world.guest(host(`localhost:${world.port}`), host(`127.0.0.1:${world.port}`))
    expect(await one.send(`http/127.0.0.1:${world.port}/h`, { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: Buffer.alloc(0),
    })
    expect(await one.send(`http/127.0.0.1:${world.port}/none`)).toMatchObject({ status: 204, body: Buffer.alloc(0) })
    await one.send(`http/127.0.0.1:${world.port}/post`, { method: 'POST' })
    await one.send(
      `http/127.0.0.1:${world.port}/chunks`,
      { method: 'DELETE', headers: { 'Transfer-Encoding': 'chunked' } },
      'x',
    )
    await one.send(`http/127.0.0.1:${world.port}`)
    await one.send(`http/127.0.0.1:${world.port}?q`)
    expect(world.heard.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([
      'HEAD /h ',
      'GET /none ',
      'POST /post ',
      'DELETE /chunks x',
      'GET / ',
      'GET /?q ',
    ])
    expect(world.heard[2]!.raw.join(' ')).toMatch(/content-length 0/i)
  })

  it('many at a time, each with its own answer', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    const got = await Promise.all(Array.from({ length: 60 }, (_, n) => one.send(`http/127.0.0.1:${world.port}/${n}`)))
    expect(got.map(({ body }) => body.toString())).toEqual(Array.from({ length: 60 }, (_, n) => `hello /${n}`))
    await one.factsOf(59)
    expect(one.begun).toBe(60)
  })

  it('no redirect is followed: the next request is asked about again', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    const first = await one.send(`http/127.0.0.1:${world.port}/redirect`)
    expect(first).toMatchObject({ status: 302, headers: { location: 'http://evil.example/' } })
    expect(await one.send('http/evil.example/')).toMatchObject({ status: 403 })
    expect(world.heard).toHaveLength(1)
    expect(one.asked).toEqual([{ kind: 'host', origin: 'http://evil.example', why: 'not-granted' }])
  })
})

describe('when it breaks', () => {
  it('says why in words', async () => {
    const free = net.createServer()
    const port = await listen(free)
    await new Promise((resolve) => free.close(resolve))
    const one = world.guest(host('*.example.com:*', true))
    const say = async (target: string) => (await one.send(target)).body.toString()
    expect(await say(`http/api.example.com:${port}/`)).toContain('api.example.com refuses connections on this port.')
    expect(await say('http/none.example.com/')).toContain('There is no host none.example.com.')
    expect(await say(`http/api.example.com:${world.port}/nothing`)).toContain('api.example.com closed the connection.')
    expect(await say(`https/api.example.com:${world.port}/`)).toContain(
      'There was no TLS connection to api.example.com.',
    )
    expect(await say(`http/api.example.com:${world.securePort}/`)).toMatch(
      /did not answer in HTTP|closed the connection/,
    )
    expect(one.facts.map(({ outcome }) => outcome)).toEqual(Array(5).fill('failed'))
  })

  it('cuts the answer where it was cut', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    await expect(one.send(`http/127.0.0.1:${world.port}/cut`)).rejects.toThrow()
    expect(await one.factsOf(0)).toMatchObject({ outcome: 'failed', status: 200, receivedBytes: 4 })
  })

  it('tells the other side when the guest gives up, or leaves', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    for (const [number, give] of [(r: http.ClientRequest) => r.destroy(), () => one.leave()].entries()) {
      const arrived = new Promise<http.IncomingMessage>((resolve) => world.plain.once('request', resolve))
      const request = one.open(`http/127.0.0.1:${world.port}/silent`)
      const failed = new Promise((resolve) => request.once('error', resolve))
      request.end()
      const { socket } = await arrived
      const closed = new Promise((resolve) => socket.once('close', resolve))
      give(request)
      await Promise.all([closed, failed])
      expect(await one.factsOf(number)).toMatchObject({ outcome: 'failed', origin: `http://127.0.0.1:${world.port}` })
    }
  })

  it('64 at a time and no more', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    let arrived = 0
    const count = () => (arrived += 1)
    world.plain.on('request', count)
    const waiting = Array.from({ length: 64 }, () => one.open(`http/127.0.0.1:${world.port}/silent`))
    for (const request of waiting) request.on('error', () => undefined).end()
    while (arrived < 64) await new Promise((resolve) => setTimeout(resolve, 10))
    world.plain.off('request', count)
    expect(await one.send(`http/127.0.0.1:${world.port}/`)).toMatchObject({
      status: 503,
      headers: { 'belljar-failed': '1' },
    })
    for (const request of waiting) request.destroy()
    await one.factsOf(64)
    expect(await one.send(`http/127.0.0.1:${world.port}/`)).toMatchObject({ status: 200 })
  })
})

describe('64 MB', () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'belljar')
  const whole = createHash('sha256')
  for (let n = 0; n < 64; n += 1) whole.update(megabyte)
  const sum = whole.digest('hex')

  it('come and go without being held', async () => {
    let written = 0
    const big = http.createServer((request, response) => {
      const hash = createHash('sha256')
      request.on('data', (chunk: Buffer) => hash.update(chunk))
      request.on('end', () => {
        response.setHeader('x-hash', hash.digest('hex'))
        const more = () => {
          while (written < 64) {
            written += 1
            if (!response.write(megabyte)) return void response.once('drain', more)
          }
          response.end()
        }
        more()
      })
    })
    const port = await listen(big)
    const one = world.guest(host(`127.0.0.1:${port}`))
    const request = one.open(`http/127.0.0.1:${port}/`, { method: 'PUT' })
    const answered = answerTo(request)
    for (let n = 0; n < 64; n += 1) if (!request.write(megabyte)) await new Promise((go) => request.once('drain', go))
    request.end()
    const answer = await answered
    expect(answer.headers['x-hash']).toBe(sum)
    // Nobody reads: the one who sends has to wait.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(written).toBeLessThan(32)
    const hash = createHash('sha256')
    for await (const chunk of answer) hash.update(chunk as Buffer)
    expect(hash.digest('hex')).toBe(sum)
    const size = 64 * 1024 * 1024
    expect(await one.factsOf(0)).toMatchObject({ outcome: 'answered', sentBytes: size, receivedBytes: size })
    big.close()
  })

  it('that nobody takes do not keep the answer back', async () => {
    const one = world.guest()
    // Node's own client stops sending when the answer comes early; wasmtime's does not.
    const socket = net.connect(Number(world.egress.address.split(':')[1]), '127.0.0.1')
    const answered = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
    const length = 64 * 1024 * 1024
    const head = `PUT /${one.token}/http/evil.example/ HTTP/1.1\r\nHost: ${world.egress.address}\r\nContent-Length: ${length}\r\n\r\n`
    socket.write(head)
    for (let n = 0; n < 64; n += 1) if (!socket.write(megabyte)) await new Promise((go) => socket.once('drain', go))
    expect(await answered).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
  })
})
