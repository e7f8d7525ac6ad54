import { describe, expect, test } from 'vitest'
import type { Api } from './contract.ts'
import { connect, ProblemError, serve, tell, type Frame, type Wire } from './rpc.ts'

function memory(): { near: Wire; far: Wire; close(): void } {
  const frames: ((frame: Frame) => void)[][] = [[], []]
  const closers: (() => void)[] = []
  const end = (mine: 0 | 1): Wire => ({
    send: (frame) =>
      queueMicrotask(() => {
        for (const listener of frames[1 - mine]!) listener(structuredClone(frame))
      }),
    onFrame: (listener) => void frames[mine]!.push(listener),
    onClose: (listener) => void closers.push(listener),
  })
  return { near: end(0), far: end(1), close: () => closers.forEach((closer) => closer()) }
}

const api = {
  'clients.list': async () => [],
  'servers.remove': async ({ id }: { id: string }) => {
    if (id === 'nope') throw new ProblemError({ code: 'not-found', message: 'There is no server nope.', hint: 'Look.' })
    throw new TypeError('a secret detail')
  },
  'app.quit': () => new Promise(() => undefined),
  'logs.list': async (input: unknown) => input,
} as unknown as Api

function pair() {
  const wires = memory()
  const reported: unknown[] = []
  serve(wires.far, api, (error) => reported.push(error))
  return { ...wires, reported, client: connect(wires.near) }
}

describe('rpc', () => {
  test('answers and fills in defaults at the door', async () => {
    const { client } = pair()
    expect(await client.call('clients.list', null)).toEqual([])
    expect(await client.call('logs.list', {})).toEqual({ limit: 200 })
  })

  test('a refusal arrives with its hint, a bug arrives without its details and is reported', async () => {
    const { client, reported } = pair()
    await expect(client.call('servers.remove', { id: 'nope' })).rejects.toMatchObject({
      problem: { code: 'not-found', hint: 'Look.' },
    })
    expect(reported).toEqual([])
    await expect(client.call('servers.remove', { id: 'x' })).rejects.toSatisfy(
      (error: ProblemError) => !JSON.stringify(error.problem).includes('secret'),
    )
    expect(reported).toHaveLength(1)
  })

  test('wrong input, unknown names and inherited names are refused in a sentence', async () => {
    const { client } = pair()
    await expect(client.call('servers.remove', { id: 7 } as never)).rejects.toMatchObject({
      problem: { code: 'bad-request', message: expect.stringContaining('at id') },
    })
    for (const name of ['servers.fly', 'constructor', '__proto__'])
      await expect(client.call(name as never, null as never)).rejects.toMatchObject({
        problem: { code: 'bad-request' },
      })
  })

  test('frames that are not frames are dropped', async () => {
    const { near, client, reported } = pair()
    for (const junk of [null, 7, 'call', {}, { kind: 'call' }, { kind: 'call', id: '1', name: 'app.quit' }, []])
      near.send(junk as never)
    expect(await client.call('clients.list', null)).toEqual([])
    expect(reported).toEqual([])
  })

  test('events reach listeners until they stop listening', async () => {
    const { far, client } = pair()
    const seen: unknown[] = []
    const stop = client.on('server.removed', (data) => seen.push(data.id))
    tell(far, 'server.removed', { id: 'a' })
    await client.call('clients.list', null)
    stop()
    tell(far, 'server.removed', { id: 'b' })
    await client.call('clients.list', null)
    expect(seen).toEqual(['a'])
  })

  test('a lost connection fails what is pending and what comes after', async () => {
    const { client, close } = pair()
    const pending = client.call('app.quit', null)
    close()
    await expect(pending).rejects.toMatchObject({ problem: { code: 'disconnected' } })
    await expect(client.call('clients.list', null)).rejects.toMatchObject({ problem: { code: 'disconnected' } })
  })
})
