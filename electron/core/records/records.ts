import type { Checked } from '../../../shared/contract.ts'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { Notice } from '../../../shared/domain.ts'
import type {
  Call,
  CallDetail,
  CallOutcome,
  Latency,
  LogLine,
  LogNews,
  ToolStats,
  TrapRecord,
} from '../../../shared/records.ts'
import { boundedJson } from './bounded-json.ts'
import type { Check, ChecksSince, HealthAsk, HealthSlots, ToolTailAsk } from './checks.ts'
import { Flow } from './flow.ts'
import { Inbox } from './inbox.ts'
import type { Limits, ServerStats } from './messages.ts'
import { preview, resultText } from './preview.ts'
import { redactDenial } from './redact-denial.ts'
import { Redactor } from './redactor.ts'
import { defaultRetention } from './retention.ts'
import { bodyLimit, lineLimit, logLineLimit, oneLine, previewLimit, redactAndCut } from './text.ts'
import { Throttle } from './throttle.ts'
import { workerFile } from '../worker-file.ts'
import { WorkerLink } from './worker-link.ts'

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
export class Records {
  readonly #redactor: Redactor
  readonly #link: WorkerLink
  readonly #flow: Flow
  /** Redacting and shortening cost more than a call's whole way through the host, so under load they are done many at a time. */
  readonly #inbox = new Inbox()
  readonly #pending = new Map<string, Call>()
  readonly #recent = new Map<string, Call>()
  readonly #enders = new Set<(call: Call) => void>()
  readonly #calls = new Throttle<Call>((call) => call.id)
  readonly #logs = new Throttle<LogLine>((line) => line.seq)
  readonly #traps = new Throttle<TrapRecord>((trap) => trap.id)
  readonly #denials = new Throttle<Denial>((denial) => denial.id)
  readonly #requests = new Throttle<OutgoingRequest>((request) => request.id)
  #seq = 0

  readonly onCalls = this.#calls.listen.bind(this.#calls)
  readonly onLogs = (listener: (news: LogNews) => void) =>
    this.#logs.listen((lines) => {
      const counts: Record<string, number> = {}
      for (const { server } of lines) counts[server] = (counts[server] ?? 0) + 1
      listener({ lines, counts, last: lines.at(-1)?.seq ?? 0 })
    })
  readonly onTraps = this.#traps.listen.bind(this.#traps)
  /** New ones, and known ones with another count. */
  readonly onDenials = this.#denials.listen.bind(this.#denials)
  readonly onRequests = this.#requests.listen.bind(this.#requests)

  /** Never rejects: without a usable disk it records nothing, says so, and goes on trying. */
  static async open(options: Options): Promise<Records> {
    const records = new Records(options, await workerFile('records-worker'))
    const { lastSeq, why } = await records.#link.start()
    records.#seq = lastSeq
    if (why)
      options.onNotice({
        level: 'error',
        message: `Belljar cannot open its records (logs, calls and traps): ${why}.`,
        hint: `Look at ${options.folder}. Servers work without them.`,
      })
    return records
  }

  private constructor({ folder, onNotice, redact, retention }: Options, file: URL) {
    this.#redactor = redact ?? new Redactor()
    const data = { folder, limits: { ...defaultRetention, ...retention } }
    this.#link = new WorkerLink({ file, data, onNotice, secrets: () => this.#redactor.secrets })
    this.#flow = new Flow({
      write: (rows) => this.#link.write(rows),
      onNotice,
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
    const args = boundedJson(start.args, this.#bodyWindow).text
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
    const stored = { ...line, text: this.#short(line.text, logLineLimit), seq: ++this.#seq }
    if (this.#flow.add({ kind: 'log', line: stored })) this.#logs.add(stored)
  }

  trap(trap: TrapRecord): void {
    const stored: TrapRecord = {
      ...trap,
      message: this.#short(trap.message, 1000),
      raw: redactAndCut(trap.raw, lineLimit, this.#redactor),
      client: this.#short(trap.client),
    }
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

  async checks(since: number): Promise<ChecksSince> {
    return this.#link.ask('checks', since, { checks: [], failingSince: {} })
  }

  async health(ask: HealthAsk): Promise<HealthSlots> {
    await this.#settled()
    return this.#link.ask('health', ask, { checks: [], calls: [], failures: [] })
  }

  async toolTail(ask: ToolTailAsk): Promise<boolean[]> {
    await this.#settled()
    return this.#link.ask('toolTail', ask, [])
  }

  async calls(query: Checked<'calls.list'>): Promise<Call[]> {
    await this.#settled()
    return this.#link.ask('calls', query, [])
  }

  async call(id: string): Promise<CallDetail | undefined> {
    await this.#settled()
    return this.#link.ask('call', id, undefined)
  }

  async latency(query: Checked<'calls.latency'>): Promise<Latency> {
    await this.#settled()
    const { since, until } = query
    const none = { since, until, buckets: [], marks: [], calls: 0, failed: 0, slow: 0, p50: null, p95: null }
    return this.#link.ask('latency', query, none)
  }

  async callTools(query: Checked<'calls.tools'>): Promise<ToolStats[]> {
    await this.#settled()
    return this.#link.ask('callTools', query, [])
  }

  /** By name. */
  async callClients(): Promise<string[]> {
    await this.#settled()
    return this.#link.ask('callClients', null, [])
  }

  async logs(query: Checked<'logs.list'>): Promise<LogLine[]> {
    await this.#settled()
    return this.#link.ask('logs', query, [])
  }

  async traps(query: Checked<'traps.list'>): Promise<TrapRecord[]> {
    await this.#settled()
    return this.#link.ask('traps', query, [])
  }

  async trapById(id: string): Promise<TrapRecord | undefined> {
    await this.#settled()
    return this.#link.ask('trap', id, undefined)
  }

  async denials(query: Checked<'denials.list'>): Promise<Denial[]> {
    await this.#settled()
    return this.#link.ask('denials', query, [])
  }

  /** The newest that were not dismissed, newest first. */
  async openDenials(most: number): Promise<Denial[]> {
    await this.#settled()
    return this.#link.ask('openDenials', most, [])
  }

  /** Returns the ids of those that were open. */
  async dismissDenials(which: Checked<'denials.dismiss'>): Promise<string[]> {
    await this.#settled()
    return this.#link.ask('dismiss', which, [])
  }

  async requests(query: Checked<'requests.list'>): Promise<OutgoingRequest[]> {
    await this.#settled()
    return this.#link.ask('requests', query, [])
  }

  /** Counts what ever was, also what is no longer kept. */
  async stats(): Promise<Map<string, ServerStats>> {
    await this.#settled()
    return new Map(await this.#link.ask('stats', null, []))
  }

  /** Removes everything about a server. */
  async forget(server: string): Promise<void> {
    await this.#settled()
    await this.#link.ask('forget', server, null)
  }

  async #settled(): Promise<void> {
    this.#inbox.drain()
    await this.#flow.flushed()
  }

  /** Stores and tells what is left. */
  async close(): Promise<void> {
    this.#inbox.drain()
    for (const throttle of [this.#calls, this.#logs, this.#traps, this.#denials, this.#requests]) throttle.flush()
    await this.#flow.close()
    await this.#link.close()
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
