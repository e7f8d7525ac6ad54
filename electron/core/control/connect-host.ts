import { readFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { connect, ProblemError, type Client, type Wire } from '../../../shared/rpc.ts'
import type { AskerKind } from '../asker.ts'
import type { Places } from '../home/places.ts'
import { controlWire } from './socket-wire.ts'

export interface HostLine {
  client: Client
  wire: Wire
  close(): void
}

const answerMs = 5_000

/** A wire to the host that is running; undefined when none is. Rejects with a ProblemError when it refuses. */
export async function reachHost(
  places: Pick<Places, 'run'>,
  as?: AskerKind,
): Promise<{ wire: Wire; close(): void } | undefined> {
  const where = (await readFile(path.join(places.run, 'socket'), 'utf8').catch(() => '')).trim()
  if (!where) return undefined
  const socket = await opened(where)
  if (!socket) return undefined
  socket.write(`${JSON.stringify({ belljar: 1, control: true, as })}\n`)
  const { line, rest } = await firstLine(socket)
  const refused = /^belljar \d+ refused (.*)$/.exec(line)?.[1]
  if (refused !== undefined || !/^belljar \d+ ok /.test(line)) {
    socket.destroy()
    throw new ProblemError({
      code: 'unavailable',
      message: refused ?? 'Something else than Belljar listens on its socket.',
      hint: 'Quit Belljar and start it again.',
    })
  }
  return { wire: controlWire(socket, rest), close: () => socket.end() }
}

/** The calls of the contract, asked of the host that is running; undefined when none is. */
export async function connectHost(places: Pick<Places, 'run'>): Promise<HostLine | undefined> {
  const reached = await reachHost(places)
  return reached && { ...reached, client: connect(reached.wire) }
}

function opened(where: string): Promise<net.Socket | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect(where)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => {
      socket.destroy()
      resolve(undefined)
    })
  })
}

function firstLine(socket: net.Socket): Promise<{ line: string; rest: Buffer }> {
  return new Promise((resolve) => {
    let seen: Buffer = Buffer.alloc(0)
    const settle = (line: string, rest: Buffer) => {
      clearTimeout(timer)
      socket.pause()
      socket.off('data', onData)
      socket.off('close', onClose)
      resolve({ line, rest })
    }
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk])
      const at = seen.indexOf(0x0a)
      if (at >= 0) settle(seen.toString('utf8', 0, at), seen.subarray(at + 1))
    }
    const onClose = () => settle('belljar 1 refused Belljar closed the connection.', Buffer.alloc(0))
    const timer = setTimeout(() => settle('belljar 1 refused Belljar did not answer.', Buffer.alloc(0)), answerMs)
    socket.on('error', () => socket.destroy())
    socket.on('data', onData)
    socket.once('close', onClose)
  })
}
