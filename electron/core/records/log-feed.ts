import type { LogLine } from '../../../shared/records.ts'
import type { FeedItem, Origin } from './messages.ts'

/** A batch leaves after this time or with this many bytes, whichever comes first. */
const batchMs = 20
const batchBytes = 256 * 1024
/** Batches on their way: the thread works on one while the next one comes. */
const mostSending = 2
/** Bytes that may wait before guests have to, and below which they may go on. */
const high = 8_000_000
const low = 2_000_000
/** Lines of the host cannot wait: beyond this they are dropped. */
const most = 32_000_000
/** A smaller piece is copied: it may share its memory with others. */
const worthMoving = 4096
const againMs = 250
const patienceMs = 10_000
/** Small pieces are gathered in pieces of this size. */
const gathered = 16 * 1024

/** `no` grows in the order in which things came; 0 is for what goes before all that waits. */
interface Waiting {
  no: number
  item: FeedItem
  size: number
  moved?: ArrayBuffer
  /** Bytes that can still be added to the item. */
  room?: number
}

export type Sent = 'taken' | 'lost' | 'not-sent' | 'never'

interface Options {
  /** `lost`: the thread ended with it. `never`: there will be no thread any more. */
  send(items: FeedItem[], moved: ArrayBuffer[]): Promise<Sent>
}

/**
 * Brings what guests write and what the host says to the records' thread, in order, as it came: splitting, redacting and storing are
 * done there. What waits is bounded; who writes more has to wait.
 */
export class LogFeed {
  readonly #options: Options
  readonly #outputs = new Map<string, { of: number; origin: Origin }>()
  /** What the thread has to know of: also outputs that have ended, until it was told of the end. */
  readonly #open = new Map<number, Origin>()
  readonly #dropped = new Map<string, number>()
  /** Sorted by number. */
  #items: Waiting[] = []
  #lastOf = 0
  #waiting = 0
  #flying = 0
  #sending = 0
  #added = 0
  #done = 0
  #timer: NodeJS.Timeout | undefined
  #room: { promise: Promise<void>; open: () => void } | undefined
  #waiters: { at: number; resolve: () => void }[] = []
  #over = false

  constructor(options: Options) {
    this.#options = options
  }

  log(line: Omit<LogLine, 'seq'>): void {
    const size = line.text.length + 200
    if (this.#waiting + this.#flying + size > most)
      this.#dropped.set(line.server, (this.#dropped.get(line.server) ?? 0) + 1)
    else this.#add({ kind: 'line', line }, size)
  }

  /** The bytes are given away. With a promise, the guest has to wait until it resolves. */
  bytes(origin: Origin, bytes: Buffer): Promise<void> | undefined {
    const { of } = this.#output(origin)
    const { length } = bytes
    const last = length < worthMoving ? this.#items.at(-1) : undefined
    if (last?.item.kind === 'bytes' && last.item.of === of && last.room !== undefined && last.room >= length) {
      const { buffer, byteLength } = last.item.bytes
      new Uint8Array(buffer).set(bytes, byteLength)
      last.item.bytes = new Uint8Array(buffer, 0, byteLength + length)
      last.room -= length
      last.size += length
      this.#waiting += length
      return undefined
    }
    if (length < worthMoving) {
      const memory = new ArrayBuffer(gathered)
      new Uint8Array(memory).set(bytes)
      const item: FeedItem = { kind: 'bytes', of, at: Date.now(), bytes: new Uint8Array(memory, 0, length) }
      return this.#addBytes(item, length + 100, memory, gathered - length)
    }
    const whole = length === bytes.buffer.byteLength
    const own = whole ? bytes : new Uint8Array(bytes)
    return this.#addBytes({ kind: 'bytes', of, at: Date.now(), bytes: own }, length + 100, own.buffer as ArrayBuffer)
  }

  #addBytes(item: FeedItem, size: number, moved: ArrayBuffer, room?: number): Promise<void> | undefined {
    this.#add(item, size, moved, room)
    return this.#waiting + this.#flying > high && !this.#over ? this.#wait() : undefined
  }

  /** A guest has ended: what it left without a newline is a line. */
  end(origin: Origin): void {
    const key = keyOf(origin)
    const output = this.#outputs.get(key)
    if (!output) return
    this.#outputs.delete(key)
    this.#add({ kind: 'end', of: output.of }, 100)
  }

  /** Until what was added so far is stored, or held while the disk refuses; at most 10 s. */
  async flushed(): Promise<void> {
    if (this.#done >= this.#added || this.#over) return
    const at = this.#added
    this.#post()
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, patienceMs)
      this.#waiters.push({ at, resolve: () => (clearTimeout(late), resolve()) })
    })
  }

  #output(origin: Origin): { of: number; origin: Origin } {
    const key = keyOf(origin)
    const known = this.#outputs.get(key)
    if (known) return known
    const output = { of: ++this.#lastOf, origin }
    this.#outputs.set(key, output)
    this.#open.set(output.of, origin)
    this.#add({ kind: 'open', ...output }, 200)
    return output
  }

  #add(item: FeedItem, size: number, moved?: ArrayBuffer, room?: number): void {
    if (this.#over) return
    this.#items.push({ no: ++this.#added, item, size, ...(moved && { moved }), ...(room !== undefined && { room }) })
    this.#waiting += size
    if (this.#waiting >= batchBytes) this.#post()
    else this.#timer ??= setTimeout(() => this.#post(), batchMs)
  }

  #post(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#items.length > 0 && this.#sending < mostSending && !this.#over) void this.#send()
  }

  async #send(): Promise<void> {
    let size = 0
    let count = 0
    for (const next of this.#items) {
      if (count > 0 && size + next.size > 2 * batchBytes) break
      size += next.size
      count++
    }
    const batch = this.#items.splice(0, count)
    this.#waiting -= size
    this.#flying += size
    this.#sending++
    const sent = await this.#sent(batch)
    this.#sending--
    this.#flying -= size
    if (sent === 'not-sent') {
      // Another batch may have come back before this one.
      this.#items = [...batch, ...this.#items].sort((a, b) => a.no - b.no)
      this.#waiting += size
      this.#timer ??= setTimeout(() => this.#post(), againMs)
      return
    }
    const servers = sent === 'lost' ? this.#bytesOf(batch) : new Map<string, number>()
    for (const { item } of batch) if (item.kind === 'end') this.#open.delete(item.of)
    this.#done += batch.filter(({ no }) => no > 0).length
    if (sent === 'never') this.#giveUp()
    if (sent === 'lost') this.#lost(servers)
    this.#settle()
  }

  async #sent(batch: readonly Waiting[]): Promise<Sent> {
    try {
      return await this.#options.send(
        batch.map(({ item }) => item),
        batch.flatMap(({ moved }) => moved ?? []),
      )
    } catch {
      return 'lost'
    }
  }

  /** Of each server whose lines are in it. */
  #bytesOf(batch: readonly Waiting[]): Map<string, number> {
    const bytes = new Map<string, number>()
    for (const { item, size } of batch) {
      if (item.kind === 'open' || item.kind === 'end') continue
      const server = item.kind === 'line' ? item.line.server : this.#open.get(item.of)?.server
      if (server !== undefined) bytes.set(server, (bytes.get(server) ?? 0) + size)
    }
    return bytes
  }

  /** Says what may be missing. The next thread knows no output. */
  #lost(servers: ReadonlyMap<string, number>): void {
    const opens = [...this.#open].map(([of, origin]) => ({
      no: 0,
      item: { kind: 'open', of, origin } as const,
      size: 0,
    }))
    this.#items.unshift(...opens)
    for (const [server, size] of servers) {
      const kilobytes = Math.ceil(size / 1000).toLocaleString('en')
      this.#say(server, `Up to ${kilobytes} kB may be missing here: what keeps the records had to start again.`)
    }
  }

  #settle(): void {
    this.#waiters = this.#waiters.filter(({ at, resolve }) => {
      if (at > this.#done && !this.#over) return true
      resolve()
      return false
    })
    if (this.#waiting + this.#flying <= low) {
      this.#room?.open()
      this.#room = undefined
      const dropped = [...this.#dropped]
      this.#dropped.clear()
      for (const [server, lines] of dropped) {
        this.#say(
          server,
          `${lines.toLocaleString('en')} records were dropped here: they came faster than they could be written.`,
        )
      }
    }
    if (this.#waiting >= batchBytes || this.#waiters.length > 0) this.#post()
    else if (this.#items.length > 0) this.#timer ??= setTimeout(() => this.#post(), batchMs)
  }

  #say(server: string, text: string): void {
    this.log({ at: Date.now(), server, session: null, source: 'host', level: 'warning', text })
  }

  /** Guests must not wait for a thread that is gone. */
  #giveUp(): void {
    this.#over = true
    this.#items = []
    this.#waiting = 0
    this.#room?.open()
  }

  #wait(): Promise<void> {
    if (!this.#room) {
      let open!: () => void
      const promise = new Promise<void>((resolve) => (open = resolve))
      this.#room = { promise, open }
    }
    return this.#room.promise
  }
}

function keyOf({ server, session, instance }: Origin): string {
  return `${server}\n${session ?? ''}\n${instance ?? ''}`
}
