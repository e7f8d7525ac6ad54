import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { Notice } from '../../../shared/domain.ts'
import type { Call, CallOutcome, LogLine, LogNews, TrapRecord } from '../../../shared/records.ts'
import { boundedJson } from './bounded-json.ts'
import type { Check } from './checks.ts'
import { Flow } from './flow.ts'
import { Inbox } from './inbox.ts'
import { LogFeed } from './log-feed.ts'
import type { Limits, Origin } from './messages.ts'
import { preview, resultText } from './preview.ts'
import { RecordsQuestions } from './records-questions.ts'
import { redactDenial } from './redact-denial.ts'
import { redactTrap } from './redact-trap.ts'
import { Redactor } from './redactor.ts'
import { defaultRetention } from './retention.ts'
import { bodyLimit, lineLimit, oneLine, previewLimit, redactAndCut } from './text.ts'
import { Throttle } from './throttle.ts'
import { workerFile } from '../worker-file.ts'
import { exactText } from '../sessions/exact-numbers.ts'
import { Threads } from './threads.ts'
import { Trouble } from './trouble.ts'

export interface CallStart {
  id: string
  at: number
  server: string
  tool: string
  session: string | null
  client: string
  args: unknown
}

export interface CallEnd {
  id: string
  outcome: Exclude<CallOutcome, 'pending'>
  durationMs: number
  /** Where it ran and what it cost there, as far as that is known. */
  spent?: Pick<Call, 'instance' | 'waitedMs' | 'startedMs' | 'peakBytes' | 'limitBytes'>
  result?: unknown
  reason?: string
  trap?: string
}

/** Calls that have ended and of which it may still be said how much memory they took. */
const mostRecent = 5000

interface Options {
  folder: string
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  redact?: Redactor
  retention?: Partial<Limits>
}

/**
 * Logs, calls, traps, denials and outgoing requests. What is noted goes to listeners within 100 ms and to another thread, which writes it;
 * noting never throws and never waits. Everything is redacted before it is told or stored.
 */
export class Records extends RecordsQuestions {
  readonly #redactor: Redactor
  protected readonly threads: Threads
  readonly #flow: Flow
  /** Redacting and shortening cost more than a call's whole way through the host, so under load they are done many at a time. */
  readonly #inbox = new Inbox()
  readonly #pending = new Map<string, Call>()
  readonly #recent = new Map<string, Call>()
  readonly #enders = new Set<(call: Call) => void>()
  readonly #calls = new Throttle<Call>((call) => call.id)
  readonly #feed: LogFeed
  readonly #newsListeners = new Set<(news: LogNews) => void>()
  readonly #traps = new Throttle<TrapRecord>((trap) => trap.id)
  readonly #denials = new Throttle<Denial>((denial) => denial.id)
  readonly #requests = new Throttle<OutgoingRequest>((request) => request.id)

  readonly onCalls = this.#calls.listen.bind(this.#calls)
  readonly onLogs = (listener: (news: LogNews) => void) => {
    this.#newsListeners.add(listener)
    return () => void this.#newsListeners.delete(listener)
  }
  readonly onTraps = this.#traps.listen.bind(this.#traps)
  /** New ones, and known ones with another count. */
  readonly onDenials = this.#denials.listen.bind(this.#denials)
  readonly onRequests = this.#requests.listen.bind(this.#requests)

  /** Never rejects: without a usable disk it records nothing, says so, and goes on trying. */
  static async open(options: Options): Promise<Records> {
    const records = new Records(options, await workerFile('records-worker'))
    const { why } = await records.threads.start()
    if (why)
      options.onNotice({
        level: 'error',
        message: `Belljar cannot open its records (logs, calls and traps): ${why}.`,
        hint: `Look at ${options.folder}. Servers work without them.`,
      })
    return records
  }

  private constructor({ folder, onNotice, redact, retention }: Options, file: URL) {
    super()
    this.#redactor = redact ?? new Redactor()
    const trouble = new Trouble(onNotice)
    this.threads = new Threads({
      ...{ file, folder, onNotice, trouble },
      limits: { ...defaultRetention, ...retention },
      secrets: () => this.#redactor.secrets,
      onNews: (news) => {
        for (const listener of this.#newsListeners) listener(news)
      },
    })
    this.#feed = new LogFeed({ send: (items, moved) => this.threads.lines(items, moved) })
    this.#flow = new Flow({
      write: (rows) => this.threads.write(rows),
      onRefused: (why) => trouble.failed('rows', why),
      onOver: (lost) => trouble.over('rows', lost),
      onDropped: (server, count) =>
        this.#note(
          server,
          `${count.toLocaleString('en')} records were dropped here: they came faster than they could be written.`,
        ),
    })
  }

  callStarted(start: CallStart): void {
    this.#inbox.add(() => this.#noteStart(start))
  }

  /** An end without its start is ignored: there is nothing to say about it. */
  callEnded(end: CallEnd): void {
    this.#inbox.add(() => this.#noteEnd(end))
  }

  /** The most memory that the instance of a call that has ended held, bytes. */
  callHeld(id: string, bytes: number): void {
    this.#inbox.add(() => {
      const ended = this.#recent.get(id)
      if (!ended) return
      this.#recent.delete(id)
      const call = { ...ended, peakBytes: bytes }
      this.#calls.add(call)
      this.#flow.add({ kind: 'call', call })
    })
  }

  /** Told of every call that has ended, one by one: listeners of `onCalls` miss some of a burst. */
  onCallEnd(listener: (call: Call) => void): void {
    this.#enders.add(listener)
  }

  #noteStart(start: CallStart): void {
    const exact = exactText(start.args)
    const fits = exact !== undefined && exact.length <= this.#bodyWindow
    const args = fits ? exact : boundedJson(start.args, this.#bodyWindow).text
    const call: Call = {
      id: start.id,
      at: start.at,
      server: start.server,
      tool: this.#short(start.tool),
      session: start.session,
      client: this.#short(start.client),
      outcome: 'pending',
      argsPreview: preview(args, this.#redactor),
    }
    this.#pending.set(call.id, call)
    this.#calls.add(call)
    this.#flow.add({ kind: 'call', call, args })
  }

  #noteEnd({ id, outcome, durationMs, spent, result, reason, trap }: CallEnd): void {
    const started = this.#pending.get(id)
    if (!started) return
    this.#pending.delete(id)
    const body = result === undefined ? undefined : boundedJson(result, this.#bodyWindow)
    const call: Call = {
      ...started,
      outcome,
      durationMs,
      ...spent,
      ...(body && {
        resultPreview: preview(resultText(result, previewLimit + 2 * this.#redactor.longest + 1), this.#redactor),
        resultBytes: body.bytes,
      }),
      ...(reason !== undefined && { reason: this.#short(reason, 1000) }),
      ...(trap !== undefined && { trap }),
    }
    this.#calls.add(call)
    this.#flow.add({ kind: 'call', call, ...(body && { result: body.text }) })
    for (const listener of this.#enders) listener(call)
    if (call.instance === undefined) return
    this.#recent.set(id, call)
    const [oldest] = this.#recent.size > mostRecent ? this.#recent.keys() : []
    if (oldest !== undefined) this.#recent.delete(oldest)
  }

  log(line: Omit<LogLine, 'seq'>): void {
    this.#feed.log(line)
  }

  /** Bytes that a guest wrote to stderr; they are given away. With a promise, it has to wait until that resolves. */
  output(origin: Origin, bytes: Buffer): Promise<void> | undefined {
    return this.#feed.bytes(origin, bytes)
  }

  outputEnded(origin: Origin): void {
    this.#feed.end(origin)
  }

  trap(trap: TrapRecord): void {
    const cut: TrapRecord = {
      ...trap,
      message: this.#short(trap.message, 1000),
      raw: redactAndCut(trap.raw, lineLimit, this.#redactor),
      client: this.#short(trap.client),
      ...(trap.tool !== undefined && { tool: this.#short(trap.tool) }),
    }
    const stored = redactTrap(cut, (text) => this.#redactor.redact(text))
    this.#traps.add(stored)
    this.#flow.add({ kind: 'trap', trap: stored })
  }

  /** A new one, or a known one's newest state. Returns what is told and stored. */
  denied(denial: Denial): Denial {
    const stored = redactDenial(denial, this.#redactor)
    this.#denials.add(stored)
    this.#flow.add({ kind: 'denial', denial: stored })
    return stored
  }

  requested(request: OutgoingRequest): void {
    const stored: OutgoingRequest = {
      ...request,
      method: this.#short(request.method),
      origin: this.#short(request.origin, 300),
      ...(request.reason !== undefined && { reason: this.#short(request.reason, 1000) }),
    }
    this.#requests.add(stored)
    this.#flow.add({ kind: 'request', request: stored })
  }

  /** Whether a server worked when it was asked. */
  checked(check: Check): void {
    const { text } = check
    this.#flow.add({ kind: 'check', check: text === undefined ? check : { ...check, text: this.#short(text, 1000) } })
  }

  protected async settled(): Promise<void> {
    this.#inbox.drain()
    await Promise.all([this.#flow.flushed(), this.#feed.flushed()])
  }

  protected linesSettled(): Promise<void> {
    return this.#feed.flushed()
  }

  /** Stores and tells what is left. */
  async close(): Promise<void> {
    this.#inbox.drain()
    for (const throttle of [this.#calls, this.#traps, this.#denials, this.#requests]) throttle.flush()
    await this.#feed.flushed()
    await this.#flow.close()
    await this.threads.close()
  }

  /** Characters that go to the thread, which redacts and cuts them. */
  get #bodyWindow(): number {
    return bodyLimit + 2 * this.#redactor.longest + 1
  }

  #note(server: string, text: string): void {
    this.log({ at: Date.now(), server, session: null, source: 'host', level: 'warning', text })
  }

  #short(text: string, limit = previewLimit): string {
    return oneLine(redactAndCut(text, limit, this.#redactor))
  }
}
