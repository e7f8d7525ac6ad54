import { describe, expect, it } from 'vitest'
import { planGrant } from './plan-grant.ts'
import { contextFor } from './testing.ts'

const leadsTo = (...addresses: string[]) => contextFor({ addresses: async () => addresses })
const host = (pattern: string, more: { private: boolean } = { private: false }) =>
  ({ kind: 'host', pattern, ...more }) as const

describe('a host', () => {
  it('is stored in one spelling', async () => {
    const plan = await planGrant(leadsTo('93.184.215.14'), host('HTTPS://API.Example.com:443/'))
    expect(plan.grant).toEqual(host('https://api.example.com'))
    expect(plan.warnings).toEqual([])
    expect(plan.ask).toBeUndefined()
  })

  it('that is every host asks twice and says so loudly', async () => {
    for (const pattern of ['*', 'https://*', '*:*']) {
      const plan = await planGrant(contextFor(), host(pattern))
      expect(plan.ask).toContain('ANY public address')
      expect(plan.warnings).toContain(plan.ask)
      await expect(planGrant(contextFor(), host(pattern, { private: true }))).rejects.toThrow('never granted')
    }
    expect((await planGrant(contextFor(), host('*.example.com'))).ask).toBeUndefined()
  })

  it('that can be read on the way is warned of', async () => {
    const open = leadsTo('93.184.215.14')
    expect((await planGrant(open, host('http://a.example'))).warnings).toEqual([
      expect.stringContaining('read and changed'),
    ])
    expect((await planGrant(open, host('a.example'))).warnings).toEqual([expect.stringContaining('Without https://')])
    expect((await planGrant(contextFor(), host('http://localhost:8080'))).warnings).toEqual([
      expect.stringContaining('is this computer'),
    ])
  })

  it('that leads into the own network is warned of, unless that is meant', async () => {
    for (const address of ['10.1.2.3', '127.0.0.1', '169.254.169.254', 'fd00::1', '::1', '::ffff:192.168.0.1']) {
      const plan = await planGrant(leadsTo('93.184.215.14', address), host('https://nas.example'))
      expect(plan.warnings).toEqual([expect.stringContaining(`leads to ${address} now`)])
    }
    const meant = await planGrant(leadsTo('10.1.2.3'), host('https://nas.example', { private: true }))
    expect(meant.warnings).toEqual([expect.stringContaining('can reach what stands there')])
    expect((await planGrant(contextFor(), host('https://192.168.0.7'))).warnings).toEqual([
      expect.stringContaining('your own network'),
    ])
    expect((await planGrant(contextFor(), host('https://8.8.8.8'))).warnings).toEqual([])
    expect((await planGrant(contextFor(), host('https://[::1]:8443'))).warnings).toHaveLength(1)
  })

  it('whose name leads nowhere, or whose answer does not come, can be granted', async () => {
    expect((await planGrant(contextFor(), host('https://gone.example'))).warnings).toEqual([
      expect.stringContaining('leads nowhere'),
    ])
    const silent = contextFor({ addresses: () => new Promise<string[]>(() => undefined) })
    expect((await planGrant(silent, host('https://slow.example'))).warnings).toEqual([
      expect.stringContaining('could not be found out'),
    ])
  })

  it.each(['', 'ftp://a.example', 'https://ann@a.example', 'a.example/path', 'a*.example', 'a b'])(
    'cannot be written as %j',
    async (pattern) => {
      await expect(planGrant(contextFor(), host(pattern))).rejects.toMatchObject({
        problem: { code: 'bad-request', hint: expect.any(String) },
      })
    },
  )

  it('is refused where the server cannot send requests', async () => {
    const without = contextFor({ imports: ['wasi:http/types@0.2.6', 'wasi:http/outgoing-handler-evil@0.2.6'] })
    await expect(planGrant(without, host('https://a.example'))).rejects.toThrow(
      'does not import wasi:http/outgoing-handler',
    )
  })
})
