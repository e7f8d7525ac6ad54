import { unlink } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import type { AskerKind } from '../asker.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { makeSocketFolder } from '../home/socket-folder.ts'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import { readGreeting, refusedLine, type Preamble } from './preamble.ts'

const maxPreambleBytes = 64 * 1024
const preambleMs = 5_000

export interface Arrivals {
  /** A client's bridge. `rest` is what came after the preamble. */
  onBridge(preamble: Preamble, socket: net.Socket, rest: Buffer): void
  /** The CLI, or another local peer that speaks frames. */
  onControl(socket: net.Socket, rest: Buffer, as: AskerKind): void
}

/** Opens the host's socket, and writes where it is to HOME/run/socket. A socket file is removed only when nobody listens on it. */
export async function listen(places: Places, arrivals: Arrivals): Promise<net.Server> {
  await makeSocketFolder(places.socket)
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (socket) => greet(socket, arrivals))
  try {
    await opened(server, places.socket)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cannotListen(places.socket, error)
    if (await somebodyAnswers(places.socket)) {
      throw new ProblemError({
        code: 'conflict',
        message: 'Another Belljar is listening for this data directory.',
        hint: 'Quit it first, or use another data directory.',
      })
    }
    await unlink(places.socket).catch(() => undefined)
    await opened(server, places.socket).catch((again: unknown) => {
      throw cannotListen(places.socket, again)
    })
  }
  await writeAtomic(path.join(places.run, 'socket'), `${places.socket}\n`)
  return server
}

function opened(server: net.Server, where: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function cannotListen(socket: string, error: unknown): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: `Belljar cannot listen on ${socket} (${(error as Error).message}).`,
    hint: 'Clients cannot reach it. Is the folder writable, and is there room on the disk?',
  })
}

function somebodyAnswers(where: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(where)
    const end = (answer: boolean) => {
      probe.destroy()
      resolve(answer)
    }
    probe.setTimeout(2_000, () => end(true))
    probe.once('connect', () => end(true))
    // Only a refusal proves that nobody is there.
    probe.once('error', (error: NodeJS.ErrnoException) => end(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'))
  })
}

/** Reads the first line, which says what the peer is. */
function greet(socket: net.Socket, arrivals: Arrivals): void {
  let seen: Buffer = Buffer.alloc(0)
  const refuse = (why: string) => {
    socket.end(refusedLine(why))
    socket.destroySoon()
  }
  const timer = setTimeout(() => refuse('No preamble came within 5 seconds.'), preambleMs)
  const leave = () => {
    clearTimeout(timer)
    socket.off('data', onData)
    socket.off('end', onEnd)
  }
  const onEnd = () => {
    leave()
    socket.destroy()
  }
  const onData = (chunk: Buffer) => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
    const at = seen.subarray(0, maxPreambleBytes + 1).indexOf(0x0a)
    if (at < 0) {
      if (seen.length <= maxPreambleBytes) return
      leave()
      refuse('The first line was too long.')
      return
    }
    leave()
    const rest = seen.subarray(at + 1)
    const greeting = readGreeting(seen.toString('utf8', 0, at))
    if (greeting.kind === 'refused') refuse(greeting.why)
    else {
      // Whoever takes the socket over reads on when it is ready.
      socket.pause()
      if (greeting.kind === 'control') arrivals.onControl(socket, rest, greeting.as)
      else arrivals.onBridge(greeting.preamble, socket, rest)
    }
  }
  // Without a listener a peer that vanishes would end the host.
  socket.on('error', () => socket.destroy())
  socket.on('close', leave)
  socket.on('end', onEnd)
  socket.on('data', onData)
}
