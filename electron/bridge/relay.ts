import { randomBytes } from 'node:crypto'
import net from 'node:net'
import type { Writable } from 'node:stream'
import { clientOutput } from './client-output.ts'
import { Downstream } from './downstream.ts'
import type { Home } from './home.ts'
import { noteAnswered, readJournal } from './journal.ts'
import { Link } from './link.ts'
import { errorAnswer, preamble } from './preamble.ts'
import { requestIds } from './request-ids.ts'
import { say } from './say.ts'
import { forgetClaim, startHost } from './start-host.ts'
import { Upstream } from './upstream.ts'

/** Whole lines that may wait in one direction before the other end is left to wait, in bytes. */
const backlog = 64 * 1024
/** What the host gets to flush its answers after the client's end, and the client to take them, in ms. */
const lastWords = 1_000
const quitSentence = 'Belljar was quit. Start it again to use its servers.'
const startCodes = ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']

/** One client session, for as long as the client stays; ends the process. */
export class Relay {
  readonly #home: Home
  readonly #serve: string
  readonly #session = randomBytes(16).toString('hex')
  /** How long a request waits for a host before it is answered here, in ms. */
  readonly #patience = Number(process.env.BELLJAR_BRIDGE_WAIT_MS) || 10_000
  readonly #output: Writable = clientOutput()
  readonly #up = new Upstream()
  readonly #down = new Downstream((lines) => this.#output.write(lines, () => this.#isLeaving && this.#flow()))
  #link: Link | undefined
  #linkedAt = 0
  /** A host knows this session. */
  #known = false
  #refused = false
  #lostSince: number | undefined = performance.now()
  /** Why no host can be reached, as far as is known. */
  #reason = ''
  /** While this is set, requests are answered with it at once. */
  #verdict: string | undefined
  #journalRead = false
  #inputEnded = false
  #halfClosed = false
  #deadline: NodeJS.Timeout | undefined
  #patienceTimer: NodeJS.Timeout | undefined

  constructor(home: Home, serve: string) {
    this.#home = home
    this.#serve = serve
  }

  start(): void {
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) process.exit(0)
    }, 500)
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.exit(0))
    this.#output.on('error', () => process.exit(0)).on('drain', () => this.#flow())
    process.stdin
      .on('data', (chunk: Buffer) => {
        this.#up.push(chunk)
        this.#flow()
      })
      .on('end', () => this.#inputEnd())
      .on('error', () => this.#inputEnd())
    this.#connect()
    this.#wait()
  }

  #inputEnd(): void {
    if (this.#inputEnded) return
    this.#inputEnded = true
    this.#endWithin(this.#patience + lastWords)
    this.#flow()
  }

  #endWithin(ms: number): void {
    clearTimeout(this.#deadline)
    this.#deadline = setTimeout(() => process.exit(0), ms)
  }

  get #isLeaving(): boolean {
    return this.#inputEnded && this.#up.pending === 0
  }

  /** Moves what can move, and lets wait what must. */
  #flow(): void {
    this.#judge()
    const link = this.#link?.isOpen ? this.#link : undefined
    while (link && !link.isFull) {
      const lines = this.#up.take()
      if (!lines) break
      link.write(lines, () => this.#up.flushed())
    }
    const stalled = this.#output.writableLength >= backlog
    if (stalled) link?.pause()
    else link?.resume()
    if (this.#up.pending >= backlog || (this.#verdict !== undefined && stalled)) process.stdin.pause()
    else if (process.stdin.isPaused()) process.stdin.resume()
    if (this.#isLeaving) this.#leave(link)
  }

  #leave(link: Link | undefined): void {
    if (link) {
      if (this.#halfClosed) return
      this.#halfClosed = true
      link.endWriting()
      this.#endWithin(lastWords)
    } else if (this.#output.writableLength === 0) process.exit(0)
    // A slow reader may have the rest, as long as it reads.
    else this.#endWithin(lastWords)
  }

  #connect(): void {
    const path = this.#home.socket()
    if (path === undefined) {
      void this.#callHost().then(() => this.#retry())
      return
    }
    const link = new Link(path, preamble(this.#session, this.#serve, this.#known), this.#patience, {
      ok: (received) => this.#greeted(received),
      refused: (sentence) => {
        say(sentence)
        this.#refused = true
        this.#verdict = sentence
      },
      bytes: (chunk) => {
        this.#lostSince = undefined
        this.#down.push(chunk)
        if (this.#output.writableLength >= backlog) link.pause()
      },
      drain: () => this.#flow(),
      gone: (code) => this.#gone(code),
    })
    this.#link = link
  }

  #greeted(received: number): boolean {
    if (!this.#up.resume(received)) {
      say('Belljar asks for a part of this session that is gone. The session ends; start it again.')
      process.exit(1)
    }
    this.#linkedAt = performance.now()
    this.#known = true
    this.#verdict = undefined
    this.#journalRead = false
    this.#reason = ''
    clearTimeout(this.#patienceTimer)
    forgetClaim(this.#home)
    setImmediate(() => this.#flow())
    return true
  }

  #gone(code: string | undefined): void {
    const wasOpen = this.#linkedAt > 0
    const lasted = performance.now() - this.#linkedAt
    this.#link = undefined
    this.#linkedAt = 0
    if (wasOpen) {
      this.#down.cut()
      this.#up.disconnected()
      if (lasted > 1_000) this.#lostSince = undefined
    }
    const again = this.#lostSince !== undefined
    this.#lostSince ??= performance.now()
    this.#wait()
    if (code === 'strange') this.#trouble('Something that is not Belljar answers on its socket.')
    this.#flow()
    if (this.#refused) return
    if (code !== undefined && startCodes.includes(code)) {
      void this.#callHost().then(() => this.#retry())
    } else if (code !== undefined && code !== 'strange' && code !== 'EAGAIN') {
      this.#trouble(`Belljar cannot be reached: ${this.#home.socket() ?? ''}: ${code}.`)
      this.#retry()
      // A host that hangs up again and again does not keep us busy.
    } else if (again || code !== undefined) this.#retry(50)
    else this.#connect()
  }

  #retry(ms?: number): void {
    this.#flow()
    const since = performance.now() - (this.#lostSince ?? 0)
    const pause = since > this.#patience ? 1_000 : Math.min(200, Math.max(25, since / 10))
    setTimeout(() => this.#connect(), ms ?? pause)
  }

  /** Starts a host, unless somebody said Quit. */
  async #callHost(): Promise<void> {
    if (this.#home.wasQuit()) {
      this.#verdict = quitSentence
      return
    }
    if (this.#verdict === quitSentence) {
      // Somebody is starting it again.
      this.#verdict = undefined
      this.#lostSince = performance.now()
      this.#wait()
    }
    await startHost(
      this.#home,
      () => canConnect(this.#home.socket()),
      (sentence) => this.#trouble(sentence),
    )
  }

  #trouble(sentence: string): void {
    if (this.#reason !== sentence) say(sentence)
    this.#reason = sentence
  }

  /** When the waiting requests have waited long enough, they are answered. */
  #wait(): void {
    clearTimeout(this.#patienceTimer)
    const since = performance.now() - (this.#lostSince ?? performance.now())
    this.#patienceTimer = setTimeout(() => {
      if (this.#link?.isOpen) return
      this.#verdict ??= this.#reason || 'Belljar did not answer in time.'
      this.#flow()
    }, this.#patience - since)
  }

  /** Answers what waits, when there is a reason to. */
  #judge(): void {
    const verdict = this.#verdict
    if (verdict === undefined || this.#link?.isOpen) return
    let accepted: number | undefined
    if (this.#known && !this.#journalRead) {
      this.#journalRead = true
      const place = this.#home.journal(this.#session)
      const left = readJournal(place)
      accepted = left?.accepted
      for (const id of left?.ids ?? []) this.#answer(id, verdict)
      if (left && left.ids.length > 0) noteAnswered(place, left.ids)
    }
    for (const line of this.#up.answerable(accepted)) {
      const ids = requestIds(line)
      if (!ids) say('A line of the client is no JSON; it was dropped.')
      for (const id of ids ?? []) this.#answer(id, verdict)
    }
  }

  #answer(id: string, verdict: string): void {
    this.#down.push(Buffer.from(errorAnswer(id, verdict)))
  }
}

function canConnect(path: string | undefined): Promise<boolean> {
  if (path === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const socket = net.connect(path)
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
