import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'

/** An empty data folder. */
export function makeHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'belljar-home-'))
  mkdirSync(path.join(home, 'run', 'sessions'), { recursive: true })
  mkdirSync(path.join(home, 'bin'))
  return home
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true })
}

export interface Preamble {
  belljar: number
  version: string
  session: string
  serve: string
  cwd: string
  pid: number
  client: number
  resume: boolean
}

/** The host's end of the bridge protocol, in the hands of a test. */
export class FakeHost {
  readonly #server: net.Server
  readonly #peers: Peer[] = []
  readonly #waiting: ((peer: Peer) => void)[] = []
  readonly #all = new Set<Peer>()

  private constructor(server: net.Server) {
    this.#server = server
    server.on('connection', (socket) => {
      const peer = new Peer(socket)
      this.#all.add(peer)
      const next = this.#waiting.shift()
      if (next) next(peer)
      else this.#peers.push(peer)
    })
  }

  static async listen(home: string): Promise<FakeHost> {
    const socket = path.join(home, 's')
    rmSync(socket, { force: true })
    const server = net.createServer({ allowHalfOpen: true })
    const host = new FakeHost(server)
    await new Promise<void>((done) => server.listen(socket, done))
    writeFileSync(path.join(home, 'run', 'socket'), `${socket}\n`)
    return host
  }

  /** The next connection, before its preamble is answered. */
  next(): Promise<Peer> {
    const peer = this.#peers.shift()
    return peer ? Promise.resolve(peer) : new Promise((done) => this.#waiting.push(done))
  }

  /** The next connection, welcomed. */
  async welcome(received = 0): Promise<Peer> {
    const peer = await this.next()
    await peer.preamble()
    peer.write(`belljar 1 ok ${received}\n`)
    return peer
  }

  /** As if the process had died. */
  close(): void {
    this.#server.close()
    for (const peer of this.#all) peer.socket.destroy()
  }
}

export class Peer {
  readonly socket: net.Socket
  /** Client bytes of whole lines that were taken with `line`, without the preamble. */
  consumed = 0
  ended: Promise<void>
  readonly #lines: AsyncIterator<Buffer>

  constructor(socket: net.Socket) {
    this.socket = socket
    socket.on('error', () => undefined)
    this.ended = new Promise((done) => socket.on('end', done).on('close', () => done()))
    this.#lines = linesOf(socket)
  }

  async preamble(): Promise<Preamble> {
    return JSON.parse(((await this.#lines.next()).value as Buffer).toString()) as Preamble
  }

  /** The next line without its newline; undefined at the end. */
  async bytes(): Promise<Buffer | undefined> {
    const { value, done } = await this.#lines.next()
    if (done) return undefined
    this.consumed += (value as Buffer).length + 1
    return value as Buffer
  }

  async line(): Promise<string | undefined> {
    return (await this.bytes())?.toString()
  }

  write(text: string | Buffer): boolean {
    return this.socket.write(text)
  }
}

/** The lines of a stream, without their newlines; what follows the last one is dropped. */
export async function* linesOf(stream: Readable): AsyncGenerator<Buffer, undefined> {
  let parts: Buffer[] = []
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      let rest = chunk
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield Buffer.concat([...parts, rest.subarray(0, end)])
        parts = []
        rest = rest.subarray(end + 1)
      }
      if (rest.length > 0) parts.push(rest)
    }
  } catch {
    // A socket that was destroyed has ended, too.
  }
  return undefined
}
