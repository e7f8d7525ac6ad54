import type { Ending, InstanceState, Limits, Problem } from '../../../shared/domain.ts'
import { failureWindowMs } from '../../../shared/lifecycle.ts'
import { ProblemError, toProblem } from '../../../shared/rpc.ts'
import type { Life } from '../runtimes/life.ts'
import type { Terms } from '../runtimes/terms.ts'
import { PeakWatch } from '../watching/peak-watch.ts'
import { sayNotStarted, type GuestAnswer } from './guest-answer.ts'
import { GuestAsks } from './guest-asks.ts'
import { endChild, type GuestChild } from './guest-child.ts'
import { paramsForGuest } from './guest-params.ts'
import { paramsText } from './exact-numbers.ts'
import type { GuestLinkOptions } from './guest-link-options.ts'
import { GuestReader } from './guest-reader.ts'
import { GuestRequests, type Pending, type RequestOptions } from './guest-requests.ts'
import { GuestWatch } from './guest-watch.ts'
import { shakeHands, type Handshake } from './handshake.ts'
import { IdleEnd } from './idle-end.ts'
import type { Json } from './message.ts'
import { StartClock, type Spent } from './spent.ts'
import { sayLacking, sayNotOpened, stillPreparing } from './say-lacking.ts'

/** wasmtime may have to be built first, which takes minutes; clients wait one. */
const preparingMs = 20_000

export interface GuestRequest {
  answer: Promise<GuestAnswer>
  /** Up to now. */
  spent(): Spent
  cancel(reason?: string): void
}

/** MCP towards one instance: opens it when there is something to ask, and goes on with the next child when one ends. */
export class GuestLink {
  readonly #options: GuestLinkOptions
  readonly #requests: GuestRequests
  readonly #asks: GuestAsks
  readonly #watch: GuestWatch
  readonly #reader: GuestReader
  readonly #idle: IdleEnd
  /** How much memory the child held at most. */
  readonly peaks: PeakWatch
  #child: GuestChild | undefined
  #opening: Promise<void> | undefined
  #shaking: ReturnType<typeof shakeHands> | undefined
  #handshake: Handshake | undefined
  #era: 'legacy' | 'modern' | undefined
  #ready = false
  /** Counts children, so that what belongs to an old one is recognised. */
  #generation = 0
  /** Tool calls that the child was given. */
  #calls = 0
  readonly #clock = new StartClock()
  #secondTry = false
  #askedAgain = false
  #failedAt = 0
  readonly #waiters: { resolve(handshake: Handshake): void; reject(error: Error): void }[] = []
  #closed: Problem | undefined

  constructor(options: GuestLinkOptions) {
    this.#options = options
    this.#era = options.server.era
    this.#requests = new GuestRequests({
      limitMs: () => this.#limits.callMs,
      atOnce: () => this.#limits.calls,
      send: (request) => this.#send(request),
      timeUp: () => this.#child?.end({ kind: 'timed-out', afterMs: this.#limits.callMs }),
    })
    this.#asks = new GuestAsks({
      ask: (ask) => options.on.ask(ask),
      write: (message) => this.#write(message),
      hold: () => this.#requests.hold(),
      current: () =>
        this.#requests.sent().find(({ settled, options: { tag } }) => !settled && tag !== undefined)?.options.tag,
    })
    this.peaks = new PeakWatch({ pid: () => this.pid, busy: () => this.#requests.busy })
    this.#watch = new GuestWatch((message) => this.#write(message), options.logLevel)
    this.#idle = new IdleEnd({
      ms: () => this.#limits.idleMs,
      busy: () => this.#requests.busy || this.#watch.watches,
      end: () => {
        if (!this.#ready) return
        this.#ready = false
        this.#child?.stop()
      },
    })
    this.#reader = new GuestReader({
      requests: this.#requests,
      asks: this.#asks,
      watch: this.#watch,
      shaking: () => this.#shaking,
      write: (message) => this.#write(message),
      notified: options.on.notified,
      outputBytes: () => this.#limits.outputBytes,
      log: options.on.log,
    })
  }

  get state(): InstanceState {
    return this.#child?.state ?? { kind: 'stopped' }
  }

  /** It runs, and nobody waits for anything of it. */
  get isFree(): boolean {
    return this.#ready && !this.#requests.busy
  }

  get childId(): string | undefined {
    return this.#child?.id
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** What the child was started with; absent when there never was one. */
  get terms(): Terms | undefined {
    return this.#child?.terms
  }

  /** Those of the child: a change of limits applies to the next one. */
  get #limits(): Limits {
    return this.#child?.terms.limits ?? this.#options.server.limits
  }

  /** What the guest is granted has changed: a start that failed is worth another try. */
  granted(): void {
    this.#child?.granted()
  }

  /** Starts the guest if it is not running. Rejects with a ProblemError that says why it cannot be used. */
  open(): Promise<Handshake> {
    if (this.#ready && this.#handshake) return Promise.resolve(this.#handshake)
    const handshake = new Promise<Handshake>((resolve, reject) => this.#waiters.push({ resolve, reject }))
    this.#ensure()
    return handshake
  }

  request(method: string, params: Json, options: RequestOptions = {}): GuestRequest {
    let settle!: (answer: GuestAnswer) => void
    const promise = new Promise<GuestAnswer>((resolve) => (settle = resolve))
    const request = this.#requests.add(method, params, options, settle)
    if (!options.aside) {
      this.#idle.used()
      this.peaks.used()
      if (this.#ready) this.#requests.flush()
      else this.#ensure()
    }
    return {
      answer: promise,
      spent: () => this.#clock.spent(request, this.childId, this.terms),
      cancel: (reason) => {
        if (!this.#requests.cancel(request)) return
        this.#write({
          jsonrpc: '2.0',
          method: 'notifications/cancelled',
          params: { requestId: request.id, ...(reason !== undefined && { reason }) },
        })
      },
    }
  }

  /** Tells the guest if it is running; one that starts later hears nothing of it. */
  notify(method: string, params?: Json): void {
    if (this.#ready && this.#handshake?.era === 'legacy')
      this.#write({ jsonrpc: '2.0', method, ...(params && { params }) })
  }

  /** While the client does not read what is there already. */
  pause(on: boolean): void {
    if (on) this.#child?.pause()
    else this.#child?.resume()
  }

  /** Kept, and told to every child that starts. */
  setLogLevel(level: string): void {
    this.#watch.setLogLevel(level, this.#ready)
  }

  subscribe(uri: string, on: boolean): void {
    this.#watch.subscribe(uri, on, this.#ready)
    if (on) this.#ensure()
  }

  /** Answers what is pending with the reason, then stops the child. */
  async close(why: Problem): Promise<void> {
    this.#closed ??= why
    this.#idle.stop()
    this.#settleAll({ kind: 'unavailable', problem: why })
    this.#asks.abort()
    this.#shaking?.close()
    if (this.#child) await endChild(this.#child)
  }

  #settleAll(answer: GuestAnswer & { kind: 'unavailable' }): void {
    this.#requests.refuse(answer)
    this.#requests.lose(() => answer)
    this.#rejectWaiters(answer.problem)
  }

  #rejectWaiters(problem: Problem): void {
    for (const { reject } of this.#waiters.splice(0)) reject(new ProblemError(problem))
  }

  #ensure(): void {
    if (this.#closed) return this.#settleAll({ kind: 'unavailable', problem: this.#closed })
    if (!this.#child) {
      this.#opening ??= this.#openChild()
      return
    }
    const { state } = this.#child
    if (state.kind === 'stopped') this.#child.start()
    else if (state.kind === 'failed' && performance.now() - this.#failedAt > failureWindowMs) this.#child.start()
    else if (state.kind === 'needs-grants') this.#settleAll(this.#lacking())
    else if (state.kind === 'failed' || state.kind === 'waiting') this.#refuse(state.last)
  }

  async #openChild(): Promise<void> {
    const slow = setTimeout(() => this.#settleAll({ kind: 'unavailable', problem: stillPreparing }), preparingMs)
    try {
      const child = await this.#options.open(
        {
          state: (state) => this.#stateChanged(state),
          line: (line) => this.#reader.line(line),
          stderr: (bytes) => this.#options.on.stderr(bytes),
          stderrEnded: () => this.#options.on.stderrEnded(),
          noise: (text) => this.#reader.noise(text),
          spawned: () => this.#spawned(),
          gone: (ending, life) => this.#gone(ending, life),
          report: (asked, by) => this.#options.on.denied?.(asked, by, this.#requests.atWork()),
          requesting: () => this.#options.on.requesting?.(this.#requests.atWork()) ?? (() => undefined),
        },
        () => this.#requests.busy,
      )
      this.#child = child
      if (!this.#closed) child.start()
    } catch (error) {
      this.#settleAll({ kind: 'unavailable', problem: toProblem(error) })
      if (!(error instanceof ProblemError)) this.#options.on.log('host', 'error', String(error))
    } finally {
      clearTimeout(slow)
      this.#opening = undefined
    }
  }

  #lacking(): GuestAnswer & { kind: 'unavailable' } {
    return { kind: 'unavailable', problem: sayLacking(this.#options.server.name, this.#child?.terms.missing ?? []) }
  }

  #refuse(last: Ending): void {
    const problem = sayNotStarted(this.#options.server.name, last)
    this.#requests.refuse({ kind: 'unavailable', problem })
    this.#rejectWaiters(problem)
  }

  #stateChanged(state: InstanceState): void {
    if (state.kind === 'failed') this.#failedAt = performance.now()
    if (state.kind === 'starting') this.#clock.begins()
    this.#options.on.state(state)
    if (state.kind === 'waiting' && this.#secondTry) {
      this.#secondTry = false
      queueMicrotask(() => this.#child?.start())
    } else if (state.kind === 'needs-grants') this.#settleAll(this.#lacking())
    else if (state.kind === 'waiting' || state.kind === 'failed') this.#refuse(state.last)
    else if (state.kind === 'stopped' && (this.#requests.waiting || this.#waiters.length > 0))
      queueMicrotask(() => this.#ensure())
  }

  #spawned(): void {
    const generation = ++this.#generation
    this.#calls = 0
    this.peaks.fresh()
    const shaking = shakeHands({
      ...this.#audience(),
      ...(this.#era && { era: this.#era }),
      // The instance ends a start that takes too long; this is for when it does not.
      timeoutMs: this.#limits.startMs + 5_000,
      send: (line) => this.#child?.write(line) ?? false,
    })
    this.#shaking = shaking
    shaking.done.then(
      (handshake) => {
        if (generation === this.#generation && this.#shaking === shaking) this.#isReady(handshake)
      },
      (error: unknown) => {
        if (generation !== this.#generation || this.#shaking !== shaking) return
        this.#shaking = undefined
        // What was known of its era may be of an earlier version of it: the next child is asked.
        if (this.#era !== undefined && !this.#askedAgain) this.#secondTry = this.#askedAgain = true
        if (this.#askedAgain) this.#era = undefined
        this.#child?.end({ kind: 'not-started', problem: sayNotOpened(error) })
      },
    )
  }

  #isReady(handshake: Handshake): void {
    this.#shaking = undefined
    this.#handshake = handshake
    this.#era = handshake.era
    this.#ready = true
    this.#clock.ends()
    this.#idle.used()
    this.#child?.ready()
    this.#watch.replay(handshake)
    this.#requests.flush()
    for (const { resolve } of this.#waiters.splice(0)) resolve(handshake)
    if (!this.#options.server.stateful) this.#idle.watch()
    this.#options.on.ready(handshake)
  }

  #gone(ending: Ending, life?: Life): void {
    const shaking = this.#shaking
    this.#generation++
    this.#ready = false
    this.#shaking = undefined
    shaking?.close()
    this.#idle.stop()
    // Some servers end on any request before initialize. They get no second probe.
    if (shaking && this.#era === undefined && (ending.kind === 'exited' || ending.kind === 'trapped')) {
      this.#era = 'legacy'
      this.#secondTry = true
    }
    this.#asks.abort()
    this.peaks.gone()
    const full = life && { ...life, calls: this.#calls }
    const trap = this.#options.on.ended(ending, this.#requests.sent(), full)
    this.#requests.lose(() => ({ kind: 'lost', ending, ...(trap !== undefined && { trap }) }))
  }

  #send(request: Pending): boolean {
    if (!this.#ready || !this.#handshake) return false
    this.#clock.sent(request)
    const params = paramsForGuest(request.params, this.#handshake, this.#audience(), request.id)
    const { id, method } = request
    if (method === 'tools/call') this.#calls++
    const head = `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}`
    return this.#child?.write(`${head},"params":${paramsText(params)}}`) ?? false
  }

  #audience(): { client: { name: string; version: string }; capabilities: Json } {
    const { client, version, capabilities } = this.#options
    return { client: { name: `belljar (for ${client.name})`, version }, capabilities }
  }

  #write(message: object): boolean {
    return this.#child?.write(JSON.stringify(message)) ?? false
  }
}
