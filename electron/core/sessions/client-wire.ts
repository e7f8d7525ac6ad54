import type net from 'node:net'
import { LineSplitter, maxLineBytes } from '../runtimes/lines.ts'
import { keepExact } from './exact-numbers.ts'
import type { Journal, RequestId } from './journal.ts'
import { invalidRequest, readLine, sort, type Json, type Message, type RpcError } from './message.ts'
import { findTopLevelId } from './top-level-id.ts'

/** Above this many bytes that the client has not read, nothing more is taken from it and its guests are paused. */
const pressureBytes = 4 * 1024 * 1024

export interface ClientWireOptions {
  journal: Journal
  /** Whether the negotiated revision is the one that has batches. */
  batches(): boolean
  /** Whether a line must be replayed when another host goes on with the session. */
  keeps(message: Message): boolean
  on: {
    message(message: Message & { kind: 'request' | 'notification' | 'response' }): void
    pressure(on: boolean): void
    /** The client will send nothing more, or is gone. */
    ended(how: 'half' | 'gone'): void
  }
}

/** Lines to and from one client, over sockets that may be replaced. Answers go out once each, and only to ids that the client asked with. */
export class ClientWire {
  readonly #options: ClientWireOptions
  readonly #open = new Map<RequestId, Batch | undefined>()
  #socket: net.Socket | undefined
  #pressed = false
  /** Bytes of the line that is not complete yet. */
  #partial = 0

  constructor(options: ClientWireOptions) {
    this.#options = options
  }

  get openIds(): RequestId[] {
    return [...this.#open.keys()]
  }

  isOpen(id: RequestId): boolean {
    return this.#open.has(id)
  }

  /** Takes a socket over whose preamble was answered, does `first`, then reads; an older socket is let go. */
  attach(socket: net.Socket, rest: Buffer, first: () => void): void {
    this.detach()
    this.#socket = socket
    this.#partial = 0
    const splitter = new LineSplitter({
      max: maxLineBytes,
      onLine: (line) => this.#line(line),
      onCut: (head, _dropped, tail) => this.#tooLong(head, tail),
    })
    const take = (chunk: Buffer) => {
      if (this.#socket === socket) this.#take(chunk, splitter)
    }
    socket.on('data', take)
    socket.on('drain', () => this.#drained(socket))
    socket.on('end', () => {
      if (this.#socket === socket) this.#options.on.ended('half')
    })
    socket.on('close', () => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#options.on.ended('gone')
    })
    first()
    if (rest.length > 0) take(rest)
    socket.resume()
  }

  detach(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.destroy()
  }

  /** Resolves when everything written has left the process, or after `ms`. */
  async end(ms: number): Promise<void> {
    const socket = this.#socket
    if (!socket) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      socket.end(() => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.detach()
  }

  /** `body` is JSON text: `"result":{...}` or `"error":{...}`. */
  answer(id: RequestId, body: string): void {
    if (!this.#open.has(id)) return
    const batch = this.#open.get(id)
    this.#open.delete(id)
    const text = `{"jsonrpc":"2.0","id":${JSON.stringify(id)},${body}}`
    if (batch) this.#collect(batch, id, text)
    else this.#write(text, [id])
  }

  answerError(id: RequestId, error: RpcError): void {
    this.answer(id, `"error":${JSON.stringify(error)}`)
  }

  /** A cancelled request gets no answer. */
  drop(id: RequestId): void {
    const batch = this.#open.get(id)
    if (!this.#open.delete(id)) return
    this.#options.journal.answered(id)
    if (batch) this.#collect(batch, id)
  }

  tell(method: string, params?: Json): void {
    this.#write(JSON.stringify({ jsonrpc: '2.0', method, ...(params && { params }) }))
  }

  ask(id: string, method: string, params: Json): void {
    this.#write(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
  }

  /** Marks an id of an earlier host's time as open, so that it can be answered. */
  reopen(id: RequestId): void {
    this.#open.set(id, undefined)
  }

  /** Whole lines are counted when they are acted on, so that a reconnected bridge sends the rest of a cut one again. */
  #take(chunk: Buffer, splitter: LineSplitter): void {
    let from = 0
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      this.#partial += at + 1 - from
      splitter.push(chunk.subarray(from, at + 1))
      from = at + 1
    }
    this.#partial += chunk.length - from
    if (from < chunk.length) splitter.push(chunk.subarray(from))
  }

  #taken(): number {
    const bytes = this.#partial
    this.#partial = 0
    return bytes
  }

  #tooLong(head: string, tail: string): void {
    this.#options.journal.took(this.#taken())
    this.#refuse(findTopLevelId(head, tail) ?? null, {
      code: invalidRequest,
      message: 'The message is longer than 32 MiB.',
    })
  }

  #line(line: string): void {
    const { journal, keeps } = this.#options
    const bytes = this.#taken()
    if (line.trim() === '') return journal.took(bytes)
    const read = readLine(line)
    if (read.kind === 'batch') return this.#batch(read.items, bytes)
    if (read.kind === 'request') {
      const { id, method } = read.message
      if (this.#open.has(id)) {
        journal.took(bytes)
        return this.#refuse(id, { code: invalidRequest, message: 'A request with this id is still open.' })
      }
      this.#open.set(id, undefined)
      if (method === 'tools/call') keepExact(line, read.message.params?.['arguments'])
      journal.took(bytes, [{ id, toolCall: method === 'tools/call' }], keeps(read) ? line : undefined)
    } else journal.took(bytes, [], keeps(read) ? line : undefined)
    this.#act(read)
  }

  #act(message: Message): void {
    if (message.kind === 'bad') this.#refuse(message.id, message.error)
    else this.#options.on.message(message)
  }

  #batch(items: unknown[], bytes: number): void {
    const { journal, batches } = this.#options
    const messages = items.map(sort)
    const requests = messages.filter((message) => message.kind === 'request')
    if (!batches() || items.length === 0) {
      journal.took(bytes)
      const error = {
        code: invalidRequest,
        message: items.length === 0 ? 'A batch must not be empty.' : 'This protocol revision has no batches.',
      }
      // One error with id null would leave SDK clients waiting.
      if (requests.length === 0) this.#refuse(null, error)
      for (const { message } of requests) this.#refuse(message.id, error)
      return
    }
    const batch: Batch = { ids: [], texts: [], left: 0 }
    const fresh = requests.filter(({ message }) => !this.#open.has(message.id))
    for (const { message } of fresh) {
      this.#open.set(message.id, batch)
      batch.left++
    }
    for (const message of messages) {
      if (message.kind === 'bad')
        batch.texts.push(JSON.stringify({ jsonrpc: '2.0', id: message.id, error: message.error }))
    }
    journal.took(
      bytes,
      fresh.map(({ message: { id, method } }) => ({ id, toolCall: method === 'tools/call' })),
    )
    if (batch.left === 0 && batch.texts.length > 0) this.#write(`[${batch.texts.join(',')}]`)
    for (const message of messages) {
      if (message.kind === 'bad') continue
      if (message.kind !== 'request' || fresh.includes(message)) this.#options.on.message(message)
      else this.#refuse(message.message.id, { code: invalidRequest, message: 'A request with this id is still open.' })
    }
  }

  #collect(batch: Batch, id: RequestId, text?: string): void {
    if (text !== undefined) {
      batch.texts.push(text)
      batch.ids.push(id)
    }
    if (--batch.left === 0 && batch.texts.length > 0) this.#write(`[${batch.texts.join(',')}]`, batch.ids)
  }

  #refuse(id: RequestId | null, error: RpcError): void {
    this.#write(JSON.stringify({ jsonrpc: '2.0', id, error }))
  }

  #write(text: string, answered: readonly RequestId[] = []): void {
    const socket = this.#socket
    if (!socket?.writable) return
    const { journal } = this.#options
    socket.write(`${text}\n`, (error) => {
      if (!error) for (const id of answered) journal.answered(id)
    })
    if (!this.#pressed && socket.writableLength > pressureBytes) {
      this.#pressed = true
      socket.pause()
      this.#options.on.pressure(true)
    }
  }

  #drained(socket: net.Socket): void {
    if (this.#socket !== socket || !this.#pressed) return
    this.#pressed = false
    socket.resume()
    this.#options.on.pressure(false)
  }
}

interface Batch {
  ids: RequestId[]
  texts: string[]
  left: number
}
