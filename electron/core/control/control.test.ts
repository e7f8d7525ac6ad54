import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Api } from '../../../shared/contract.ts'
import { connect, serve, tell, type Frame, type Wire } from '../../../shared/rpc.ts'
import { connectHost } from './connect-host.ts'
import { memoryWires } from './memory-wire.ts'
import { controlWire } from './socket-wire.ts'

const api = { 'logs.list': async (query: unknown) => [query] } as unknown as Api
const greeting = 'belljar 1 ok 0\n'

describe('the wire to a host', () => {
  let run: string
  let server: net.Server
  let sockets: net.Socket[]
  let onSocket: (socket: net.Socket) => void

  beforeEach(async () => {
    run = mkdtempSync(path.join(tmpdir(), 'belljar-control-'))
    const where = process.platform === 'win32' ? `\\\\.\\pipe\\belljar-control-${process.pid}` : path.join(run, 's')
    sockets = []
    server = net.createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.once('data', (line) => {
        expect(JSON.parse(line.toString())).toEqual({ belljar: 1, control: true })
        onSocket(socket)
      })
    })
    await new Promise<void>((done) => server.listen(where, done))
    writeFileSync(path.join(run, 'socket'), `${where}\n`)
  })
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
    rmSync(run, { recursive: true, force: true })
  })

  test('carries calls, large answers and events', async () => {
    const wires: Wire[] = []
    onSocket = (socket) => {
      socket.write(greeting)
      const wire = controlWire(socket)
      wires.push(wire)
      serve(wire, api, () => undefined)
    }
    const host = await connectHost({ run })
    const server = 'x'.repeat(200)
    expect(await host?.client.call('logs.list', { server })).toEqual([{ server, limit: 200 }])
    const told = new Promise((done) => host?.client.on('server.removed', done))
    tell(wires[0]!, 'server.removed', { id: 'é'.repeat(3_000_000) })
    expect(await told).toEqual({ id: 'é'.repeat(3_000_000) })
    host?.close()
  })

  test('loses nothing that comes together with the greeting', async () => {
    const frame: Frame = { kind: 'event', name: 'server.removed', data: { id: 'early' } }
    onSocket = (socket) => socket.write(`${greeting}${JSON.stringify(frame)}\n`)
    const host = await connectHost({ run })
    expect(await new Promise((done) => host?.client.on('server.removed', done))).toEqual({ id: 'early' })
    host?.close()
  })

  test('says what a host says that refuses, and what closes or is no Belljar', async () => {
    onSocket = (socket) => socket.end('belljar 1 refused Belljar is ending.\n')
    await expect(connectHost({ run })).rejects.toThrow('Belljar is ending.')
    onSocket = (socket) => socket.end()
    await expect(connectHost({ run })).rejects.toThrow('Belljar closed the connection.')
    onSocket = (socket) => socket.end('HTTP/1.1 400 Bad Request\n')
    await expect(connectHost({ run })).rejects.toThrow('Something else than Belljar')
  })

  test('is none where no host runs', async () => {
    expect(await connectHost({ run: path.join(run, 'nowhere') })).toBeUndefined()
    await new Promise((done) => server.close(done))
    expect(await connectHost({ run })).toBeUndefined()
  })

  test('fails what waits when the host goes, or talks nonsense', async () => {
    for (const end of [(socket: net.Socket) => socket.destroy(), (socket: net.Socket) => socket.write('{nonsense\n')]) {
      onSocket = (socket) => {
        socket.write(greeting)
        socket.once('data', () => end(socket))
      }
      const host = await connectHost({ run })
      const gone = new Promise<void>((done) => host?.client.onClose(done))
      await expect(host?.client.call('clients.list', null)).rejects.toThrow('The connection to Belljar was lost.')
      await gone
    }
  })
})

test('wires in memory deliver later, in order, and nothing after the end', async () => {
  const { near, far, close } = memoryWires()
  serve(far, api, () => undefined)
  const client = connect(near)
  expect(await client.call('logs.list', { limit: 3 })).toEqual([{ limit: 3 }])
  const heard: unknown[] = []
  client.on('server.removed', ({ id }) => heard.push(id))
  tell(far, 'server.removed', { id: 'a' })
  tell(far, 'server.removed', { id: 'b' })
  expect(heard).toEqual([])
  await Promise.resolve()
  expect(heard).toEqual(['a', 'b'])
  const late = client.call('logs.list', {})
  close()
  await expect(late).rejects.toThrow('The connection to Belljar was lost.')
  expect(heard).toEqual(['a', 'b'])
})
