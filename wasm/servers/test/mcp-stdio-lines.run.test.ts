import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Guest } from './guest.ts'

const ping = (id: unknown) => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"ping"}`
const zone = (timezone: string, id = 1) =>
  JSON.stringify({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'get_current_time', arguments: { timezone } },
  })

async function ready(name = 'time'): Promise<Guest> {
  const guest = new Guest(name)
  await guest.initialize()
  return guest
}

describe('lines', () => {
  it('may be blank, and may end as on Windows', async () => {
    const guest = await ready()
    await guest.write(`\n\r\n  \t\n${ping('a')}\r\n\n${ping('b')} \n`)
    expect([await guest.next(), await guest.next()]).toMatchObject([{ id: 'a' }, { id: 'b' }])
  })

  it('may come in pieces, cut within a character, and several at once', async () => {
    const guest = await ready()
    const bytes = Buffer.from(`${zone('Zürich 𝄞')}\n${ping(2)}\n`)
    for (const byte of bytes) {
      await guest.write(Uint8Array.of(byte))
      if (byte > 127) await sleep(2)
    }
    expect(await guest.next()).toMatchObject({
      id: 1,
      result: { content: [{ text: expect.stringContaining('"Zürich 𝄞"') as string }] },
    })
    expect(await guest.next()).toMatchObject({ id: 2 })
  })

  it('may be 31 MiB long', async () => {
    const guest = await ready('sequential-thinking')
    const args = { thought: 'é'.repeat(31 << 19), nextThoughtNeeded: false, thoughtNumber: 1, totalThoughts: 1 }
    expect((await guest.use('sequentialthinking', args)).structured).toMatchObject({ thoughtHistoryLength: 1 })
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
  })

  it('may end with the input instead of a line end', async () => {
    const guest = await ready()
    await guest.write(ping('last'))
    const ended = guest.end()
    expect(await guest.next()).toMatchObject({ id: 'last' })
    expect((await ended).code).toBe(0)
  })

  it('that are cut off by the end of the input are no trap', async () => {
    const guest = await ready()
    await guest.write('{"jsonrpc":"2.0","id":3,"meth')
    const ended = guest.end()
    expect(await guest.next()).toMatchObject({ id: 3, error: { code: -32700 } })
    expect((await ended).code).toBe(0)
  })

  it('are answered with an error where bytes are no UTF-8', async () => {
    const guest = await ready()
    await guest.write(
      Buffer.concat([Buffer.from('{"jsonrpc":"2.0","id":4,"method":"'), Buffer.of(0xff, 0xc3), Buffer.from('"}\n')]),
    )
    expect(await guest.next()).toMatchObject({ id: 4, error: { code: -32700 } })
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
  })
})

describe('ids', () => {
  it.each([
    '9007199254740993',
    '-9223372036854775808',
    '18446744073709551615',
    '0',
    '""',
    '"1"',
    '"\\ud834\\udd1e\\n"',
  ])('%s comes back as it was', async (id) => {
    const guest = new Guest('time')
    guest.send(`{"jsonrpc":"2.0","id":${id},"method":"ping"}`)
    expect(await guest.nextLine()).toContain(id.startsWith('"\\u') ? '"id":"𝄞\\n"' : `"id":${id},`)
  })

  it('is the last of several, as is every other member', async () => {
    const guest = new Guest('time')
    guest.send('{"id":1,"jsonrpc":"1.0","method":"nope","method":"ping","jsonrpc":"2.0","id":2}')
    expect(await guest.next()).toEqual({ jsonrpc: '2.0', id: 2, result: {} })
  })
})

describe('what cannot be read', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  it.each([
    ['nests a little too deep', nested(128)],
    ['nests absurdly deep', nested(1_000_000)],
    ['has half a character in a text', '"\\ud800"'],
    ['has a number beyond all', '1e999'],
  ])('is answered under its id when it %s', async (_, value) => {
    const guest = await ready()
    guest.send(
      `{"jsonrpc":"2.0","method":"tools/call","params":{"name":"get_current_time","arguments":{"timezone":${value}}},"id":"mine"}`,
    )
    expect(await guest.next()).toMatchObject({
      id: 'mine',
      error: { code: -32700, message: expect.stringContaining('The line cannot be read') as string },
    })
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
  })

  it('is not what nests 100 levels', async () => {
    const guest = await ready()
    guest.send(zone('UTC').replace('"UTC"', nested(100)))
    expect(await guest.next()).toMatchObject({
      result: { isError: true, content: [{ text: expect.stringContaining('must be string, not array') as string }] },
    })
  })
})

describe('notifications', () => {
  it('are never answered, whatever they say', async () => {
    const guest = await ready()
    for (const [method, params] of [
      ['notifications/initialized', undefined],
      ['notifications/cancelled', { requestId: 999, reason: 'x' }],
      ['notifications/cancelled', {}],
      ['notifications/cancelled', [1]],
      ['notifications/progress', { progressToken: 1, progress: 1 }],
      ['notifications/roots/list_changed', undefined],
      ['tools/call', { name: 'get_current_time', arguments: { timezone: 'UTC' } }],
      ['initialize', {}],
      ['', null],
    ] as const)
      guest.send(JSON.stringify({ jsonrpc: '2.0', method, ...(params !== undefined && { params }) }))
    expect(await guest.ask('ping')).toMatchObject({ result: {} })
  })

  it('do not cancel what was answered already, nor what comes later', async () => {
    const guest = await ready()
    const cancel = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}'
    await guest.write(`${cancel}\n${zone('UTC')}\n${cancel}\n${zone('UTC', 2)}\n`)
    expect([await guest.next(), await guest.next()]).toMatchObject([
      { id: 1, result: { structuredContent: {} } },
      { id: 2, result: { structuredContent: {} } },
    ])
  })
})
