import { readSync } from 'node:fs'
import net from 'node:net'
import { maxReply, parseReply } from './preamble.ts'

export interface LinkEvents {
  /** `received`: bytes of this session that the host has already. False ends the link. */
  ok(received: number): boolean
  refused(sentence: string): void
  bytes(chunk: Buffer): void
  drain(): void
  /** Once, for whatever reason; `code` where there never was a connection, `strange` where no host answers. */
  gone(code?: string): void
}

/** One connection to the host, from the preamble to its end. */
export class Link {
  readonly #socket: net.Socket
  readonly #on: LinkEvents
  #state: 'connecting' | 'greeting' | 'open' | 'gone' = 'connecting'
  #reply = Buffer.alloc(0)
  readonly #timer: NodeJS.Timeout

  constructor(path: string, preamble: string, patienceMs: number, on: LinkEvents) {
    this.#on = on
    this.#socket = net.connect({ path, allowHalfOpen: true })
    this.#timer = setTimeout(() => this.#end(), patienceMs)
    const destroy = this.#socket.destroy.bind(this.#socket)
    this.#socket.destroy = (error?: NodeJS.ErrnoException) => {
      if (error?.syscall === 'write' || error?.syscall === 'read') this.#hearLastWords()
      return destroy(error)
    }
    this.#socket
      .on('connect', () => {
        this.#state = 'greeting'
        this.#socket.write(preamble)
      })
      .on('data', (chunk: Buffer) => this.#data(chunk))
      .on('drain', () => on.drain())
      .on('end', () => this.#end())
      .on('error', (error: NodeJS.ErrnoException) => this.#end(this.#state === 'connecting' ? error.code : undefined))
      .on('close', () => this.#end())
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  get isFull(): boolean {
    return this.#socket.writableLength >= 64 * 1024
  }

  write(lines: Buffer, flushed: () => void): void {
    this.#socket.write(lines, (error) => {
      if (!error && this.#state === 'open') flushed()
    })
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** No more will be written; what the host still has to say can be read. */
  endWriting(): void {
    this.#socket.end()
  }

  #data(chunk: Buffer): void {
    if (this.#state === 'open') return this.#on.bytes(chunk)
    if (this.#state !== 'greeting') return
    this.#reply = Buffer.concat([this.#reply, chunk])
    const end = this.#reply.indexOf(10)
    if (end < 0) {
      if (this.#reply.length > maxReply) this.#end('strange')
      return
    }
    const reply = parseReply(this.#reply.subarray(0, end).toString('utf8'))
    if (reply.kind === 'strange') return this.#end('strange')
    if (reply.kind === 'refused') {
      this.#on.refused(reply.sentence)
      return this.#end()
    }
    clearTimeout(this.#timer)
    this.#state = 'open'
    if (!this.#on.ok(reply.received)) return this.#end()
    const rest = this.#reply.subarray(end + 1)
    this.#reply = Buffer.alloc(0)
    if (rest.length > 0) this.#on.bytes(rest)
  }

  /** A failed write throws away what a dying host still said: in the stream's buffer, and unread in the kernel's. */
  #hearLastWords(): void {
    while (this.#socket.read() !== null);
    const { fd } = (this.#socket as unknown as { _handle?: { fd?: number } })._handle ?? {}
    if (fd === undefined || fd < 0) return
    const chunk = Buffer.alloc(64 * 1024)
    try {
      for (let size = readSync(fd, chunk); size > 0; size = readSync(fd, chunk))
        this.#data(Buffer.from(chunk.subarray(0, size)))
    } catch {
      // Nothing more.
    }
  }

  #end(code?: string): void {
    if (this.#state === 'gone') return
    this.#state = 'gone'
    clearTimeout(this.#timer)
    this.#socket.destroy()
    this.#on.gone(code)
  }
}
