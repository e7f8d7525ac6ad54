import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Client, pause } from './bridge/client.ts'
import { FakeHost, makeHome, removeHome, type Peer } from './bridge/fake-host.ts'
import { implementations } from './bridge/implementations.ts'

describe.each(await implementations())('the $name bridge when its host is lost', (bridge) => {
  let home: string
  let host: FakeHost
  let client: Client

  beforeEach(async () => {
    home = makeHome()
    host = await FakeHost.listen(home)
    client = new Client(bridge, ['all', '--home', home])
  })
  afterEach(() => {
    client.kill()
    host.close()
    removeHome(home)
  })

  /** A line whose length varies with its number, from a few bytes to 300 KB. */
  const numbered = (i: number): string => `${i} ${'-'.repeat(i % 97 === 0 ? 300_000 : (i * 7919) % 4_000)}\n`

  test('loses no line and sends none twice, however often it happens', async () => {
    const count = 4_000
    const heard: number[] = []
    let received = 0
    void (async () => {
      for (let i = 0; i < count; i++)
        if (!client.write(numbered(i))) await new Promise((on) => client.child.stdin.once('drain', on))
    })()
    for (let life = 0; heard.length < count; life++) {
      const peer = await host.next()
      expect((await peer.preamble()).resume).toBe(life > 0)
      peer.write(`belljar 1 ok ${received}\n`)
      // Every life ends somewhere else: in the middle of a line, with lines unread, between two lines.
      const last = heard.length + 150 + ((life * 61) % 200)
      while (heard.length < Math.min(last, count)) {
        const line = (await peer.line()) as string
        received += line.length + 1
        heard.push(Number.parseInt(line, 10))
        expect(`${line}\n` === numbered(heard.length - 1)).toBe(true)
      }
      if (life % 3 === 1) await pause(20)
      peer.socket.destroy()
    }
    expect(heard).toEqual(Array.from({ length: count }, (_, i) => i))
  })

  test('sends again from the middle of a line, and from the beginning', async () => {
    const first = await host.welcome()
    client.write('one\ntwo\nthree\n')
    for (let i = 0; i < 3; i++) await first.line()
    first.socket.destroy()
    const second = await host.welcome(5)
    expect([await second.line(), await second.line()]).toEqual(['wo', 'three'])
    second.socket.destroy()
    const third = await host.welcome(0)
    expect([await third.line(), await third.line(), await third.line()]).toEqual(['one', 'two', 'three'])
  })

  test('keeps a long last line, and what came around it', async () => {
    const first = await host.welcome()
    const long = 'l'.repeat(3_000_000)
    client.write(`${'e'.repeat(200_000)}\n${long}\nshort\n`)
    expect([await first.line(), (await first.line())?.length, await first.line()].slice(1)).toEqual([
      3_000_000,
      'short',
    ])
    first.socket.destroy()
    const second = await host.welcome(200_001)
    expect([(await second.line())?.length, await second.line()]).toEqual([3_000_000, 'short'])
  })

  test('ends, and says so, when the host wants what is gone', async () => {
    const first = await host.welcome()
    for (let i = 0; i < 100; i++) client.write(`${'x'.repeat(9_999)}\n`)
    for (let i = 0; i < 100; i++) await first.line()
    first.socket.destroy()
    await host.welcome(0)
    expect(await client.exit).toBe(1)
    expect(client.stderr).toMatch(/a part of this session that is gone/)
  })

  test('drops the half of a line and keeps the whole ones before it', async () => {
    const first = await host.welcome()
    first.write('whole 1\nwhole 2\n{"half":')
    await pause(100)
    first.socket.destroy()
    const second = await host.welcome()
    second.write('whole 3\n')
    expect([await client.line(), await client.line(), await client.line()]).toEqual(['whole 1', 'whole 2', 'whole 3'])
  })

  test('hears the last words of a host that died with lines unread', async () => {
    const first = await host.welcome()
    first.socket.pause()
    for (let i = 0; i < 60; i++) client.write(`${'u'.repeat(9_999)}\n`)
    await pause(100)
    const words = Array.from({ length: 50 }, (_, i) => `${i} ${'w'.repeat(2_000)}`)
    await new Promise((done) => first.socket.write(`${words.join('\n')}\n`, done))
    first.socket.destroy()
    for (const word of words) expect(await client.line()).toBe(word)
    const second = await host.welcome()
    for (let i = 0; i < 60; i++) expect((await second.line())?.length).toBe(9_999)
  })

  test('hears them also when the client reads late', async () => {
    const first = await host.welcome()
    client.child.stdout.pause()
    const words = Array.from({ length: 300 }, (_, i) => `${i} ${'w'.repeat(2_000)}`)
    let taken = 0
    for (const word of words) first.socket.write(`${word}\n`, () => taken++)
    await pause(300)
    const inKernel = taken
    expect(inKernel).toBeGreaterThan(20)
    first.socket.destroy()
    for (const word of words.slice(0, inKernel)) expect(await client.line()).toBe(word)
  })

  test('does not keep a processor busy while the client stalls and the host is gone', async () => {
    const peer: Peer = await host.welcome()
    client.child.stdout.pause()
    for (let i = 0; i < 300; i++) peer.write(`${'w'.repeat(9_999)}\n`)
    await pause(200)
    host.close()
    const before = cpuTicks(client.child.pid as number)
    await pause(500)
    expect(cpuTicks(client.child.pid as number) - before).toBeLessThan(15)
  })
})

/** Time on a processor in 1/100 s; 0 where the system does not say. */
function cpuTicks(pid: number): number {
  if (process.platform !== 'linux') return 0
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}
