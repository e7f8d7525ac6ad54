import { describe, expect, it } from 'vitest'
import { host } from './testing/guest.ts'
import { World } from './testing/world.ts'

const world = new World()

describe('what is denied', () => {
  it('everything that no grant names, without even looking up its name', async () => {
    const one = world.guest(host('api.example.com', true))
    const got = await one.send('https/other.example.com/x', { method: 'POST' }, 'x'.repeat(100_000))
    expect(got).toMatchObject({ status: 403, headers: { 'belljar-denied': '1' } })
    expect(got.body.toString()).toBe(
      'Belljar denied this request: https://other.example.com is not granted to this server.\n',
    )
    expect(world.resolved).toEqual([])
    expect(await one.factsOf(0)).toMatchObject({ outcome: 'denied', origin: 'https://other.example.com' })
    expect(await one.factsOf(0)).not.toHaveProperty('status')
  })

  it.each([
    ['https/api.example.com@evil.example/', 'malformed'],
    ['https/user:pass@api.example.com/', 'malformed'],
    ['https/api%2eexample.com/', 'malformed'],
    ['https/api.example.com:443:80/', 'malformed'],
    ['https/api.example.com:0/', 'malformed'],
    ['https/api.example.com:99999/', 'malformed'],
    ['https//x', 'malformed'],
    ['ftp/api.example.com/', 'malformed'],
    ['https/api.example.com\\.evil.example/', 'malformed'],
    ['https/api.example.com.evil.example/', 'not-granted'],
    ['https/example.com/', 'not-granted'],
    ['https/api.example.com:444/', 'not-granted'],
    ['http/127.0.0.1/', 'not-granted'],
  ])('%s is %s', async (target, why) => {
    const one = world.guest(host('api.example.com'))
    expect(await one.send(target)).toMatchObject({ status: 403, headers: { 'belljar-denied': '1' } })
    expect(one.asked).toEqual([{ kind: 'host', origin: expect.any(String), why }])
    expect(one.facts).toHaveLength(1)
    expect(world.resolved).toEqual([])
  })

  it.each(['127.0.0.1', '127.1', '2130706433', '0x7f000001', '[::ffff:127.0.0.1]', 'localhost', '[::1]', '0.0.0.0'])(
    '%s is not what everything public means',
    async (name) => {
      world.addresses['localhost'] = [['127.0.0.1', '::1']]
      const one = world.guest(host('*:*'), host('*:*', true))
      expect(await one.send(`http/${name}:${world.port}/`)).toMatchObject({ status: 403 })
      expect(one.asked).toMatchObject([{ why: 'private' }])
      expect(world.heard).toEqual([])
    },
  )

  it('a name that leads into the own network, even with one of many world.addresses', async () => {
    world.addresses['api.example.com'] = [['127.0.0.1'], ['93.184.216.34', '10.0.0.1']]
    const one = world.guest(host(`api.example.com:${world.port}`))
    for (const number of [0, 1]) {
      expect(await one.send(`http/api.example.com:${world.port}/`)).toMatchObject({ status: 403 })
      expect(one.asked[number]).toEqual({
        kind: 'host',
        origin: `http://api.example.com:${world.port}`,
        why: 'private',
      })
    }
  })

  it('a name that is private now, whatever it was when it was asked about before', async () => {
    // TEST-NET-free public address that nobody answers on this port: only the second answer leads here.
    world.addresses['api.example.com'] = [['93.184.216.34'], ['127.0.0.1']]
    const one = world.guest(host(`api.example.com:${world.port}`))
    const first = one.open(`http/api.example.com:${world.port}/`)
    first.on('error', () => undefined)
    first.end()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(world.resolved).toHaveLength(1)
    first.destroy()
    expect(await one.send(`http/api.example.com:${world.port}/`)).toMatchObject({ status: 403 })
    expect(world.heard).toEqual([])
  })

  it('goes to the address that was checked and asks for no other', async () => {
    world.addresses['api.example.com'] = [['127.0.0.1'], ['10.0.0.1']]
    const one = world.guest(host(`api.example.com:${world.port}`, true))
    expect(await one.send(`http/api.example.com:${world.port}/`)).toMatchObject({ status: 200 })
    expect(world.resolved).toEqual(['api.example.com'])
  })

  it('localhost only where localhost is granted, and only while it is this computer', async () => {
    world.addresses['localhost'] = [['127.0.0.1'], ['10.0.0.1']]
    const one = world.guest(host(`localhost:${world.port}`))
    expect(await one.send(`http/LOCALHOST:${world.port}/`)).toMatchObject({ status: 200 })
    expect(await one.send(`http/localhost:${world.port}/`)).toMatchObject({ status: 403 })
    expect(await one.send(`http/localhost:${world.port + 1}/`)).toMatchObject({ status: 403 })
    expect(await one.send(`http/127.0.0.1:${world.port}/`)).toMatchObject({ status: 403 })
    expect(one.asked).toMatchObject([{ why: 'private' }, { why: 'not-granted' }, { why: 'not-granted' }])
  })

  it('upgrades', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    const got = await one.send(`http/127.0.0.1:${world.port}/`, {
      headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
    })
    expect(got).toMatchObject({ status: 501, headers: { 'belljar-failed': '1' } })
    expect(world.heard).toEqual([])
  })
})

describe('who may ask', () => {
  it('nobody without a token, under another name, or after leaving', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    const target = `http/127.0.0.1:${world.port}/`
    for (const [path, options] of [
      [`/${'x'.repeat(43)}/${target}`, {}],
      ['/', {}],
      [`http://127.0.0.1:${world.port}/`, {}],
      [`/${one.token}/${target}`, { headers: { host: `evil.example:${world.egress.address.split(':')[1]}` } }],
      [`/${one.token}/${target}`, { headers: { host: world.egress.address.replace('127.0.0.1', 'localhost') } }],
    ] as const)
      expect(await one.send(target, { ...options, path })).toMatchObject({ status: 404, body: Buffer.alloc(0) })
    one.leave()
    expect(await one.send(target)).toMatchObject({ status: 404 })
    expect(world.heard).toEqual([])
    expect(one.begun).toBe(0)
  })

  it('CONNECT opens nothing', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    const request = one.open('', { method: 'CONNECT', path: `127.0.0.1:${world.port}` })
    const connected = new Promise((resolve) => request.once('connect', () => resolve('connected')))
    const failed = new Promise((resolve) => request.once('error', () => resolve('refused')))
    request.end()
    expect(await Promise.race([connected, failed])).toBe('refused')
  })

  it('what one may, another may not', async () => {
    const one = world.guest(host(`127.0.0.1:${world.port}`))
    const two = world.guest()
    expect(await one.send(`http/127.0.0.1:${world.port}/`)).toMatchObject({ status: 200 })
    expect(await two.send(`http/127.0.0.1:${world.port}/`)).toMatchObject({ status: 403 })
  })
})
