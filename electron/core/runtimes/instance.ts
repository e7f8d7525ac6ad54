import { rmSync } from 'node:fs'
import type { Ending, InstanceState } from '../../../shared/domain.ts'
import { next, type Command, type Happening } from '../../../shared/lifecycle.ts'
import { toProblem } from '../../../shared/rpc.ts'
import type { Asked } from '../denials/asked.ts'
import { Child } from './child.ts'
import { unusableCode } from './ending.ts'
import type { FailureCount } from './failure-count.ts'
import type { Prepared } from './launch-of.ts'
import type { Life } from './life.ts'
import type { Launcher } from './launcher.ts'
import { startGate } from './start-gate.ts'
import type { Terms } from './terms.ts'

export interface InstanceOptions {
  id: string
  /** As the server is when this is made and at every start: its grants, limits and bytes may change. */
  terms(): Terms
  launcher: Launcher
  /** Makes ready what a child is started with. Takes no part of its start limit. Rejects with a ProblemError. */
  prepare(): Promise<Prepared>
  /** Shared by all instances of the server. */
  failures: FailureCount
  on: {
    state(state: InstanceState): void
    /** One line of stdout, at most the output limit long. */
    line(line: string): void
    /** Bytes, given away. With a promise, the child has to wait until it resolves. */
    stderr(bytes: Buffer): Promise<void> | undefined
    /** The child will write no more of them. */
    stderrEnded(): void
    /** What Belljar has to say about the output: cut and dropped lines. */
    noise?(text: string): void
    /** A guard refused something. */
    report?(asked: Asked, by: 'guard'): void
    spawned(pid: number): void
    /** The child ended; the state changes after this. */
    gone(ending: Ending, life?: Life): void
  }
  /** Whether a call is pending in it: then a child that ends is replaced at once. */
  inCall(): boolean
  /** Pauses between closing stdin, SIGTERM and SIGKILL. */
  graceMs?: { asked: number; terminated: number }
}

/** SIGKILL cannot be refused, but a process in the kernel's hands may take long to go. */
const killedAgainMs = 5000

const resting = new Set<InstanceState['kind']>(['stopped', 'failed', 'needs-grants'])

const stuck = new Set<InstanceState['kind']>(['waiting', 'failed', 'needs-grants'])

/** One server, started and stopped, one child at a time. All decisions are in shared/lifecycle.ts; this only carries them out. */
export class Instance {
  readonly id: string
  readonly #options: InstanceOptions
  #state: InstanceState = { kind: 'stopped' }
  #child: Child | undefined
  #terms: Terms
  #timer: NodeJS.Timeout | undefined
  #leaveGate: (() => void) | undefined
  #spawnedAt: number | undefined
  #closers: (() => void)[] = []

  constructor(options: InstanceOptions) {
    this.id = options.id
    this.#options = options
    this.#terms = options.terms()
  }

  get state(): InstanceState {
    return this.#state
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** What the child was started with, or will be. */
  get terms(): Terms {
    return this.#terms
  }

  /** Bytes that were written and that the guest has not taken yet. */
  get backlog(): number {
    return this.#child?.backlog ?? 0
  }

  start(): InstanceState {
    this.#handle({ kind: 'start' })
    return this.#state
  }

  /** The server answered MCP. */
  ready(): void {
    this.#handle({ kind: 'ready' })
  }

  stop(): void {
    this.#handle({ kind: 'stop' })
  }

  /** What it is granted has changed: what kept it from starting may be over. */
  granted(): void {
    if (!stuck.has(this.#state.kind) || this.#options.terms().key === this.#terms.key) return
    this.#options.failures.reset()
    this.#handle({ kind: 'granted' })
  }

  /** Kills the child now; its ending is reported as `reason`. Nothing happens when there is none. */
  end(reason: Ending): void {
    this.#child?.kill(reason)
  }

  /** Returns false when there is no child to write to. */
  write(line: string): boolean {
    return this.#child?.write(line) ?? false
  }

  /** Stops reading stdout, so that a server that floods has to wait. A new child is not paused. */
  pause(): void {
    this.#child?.pause()
  }

  resume(): void {
    this.#child?.resume()
  }

  /** Resolves when no child is left and none will be started. */
  closed(): Promise<void> {
    if (this.#idle()) return Promise.resolve()
    return new Promise((resolve) => this.#closers.push(resolve))
  }

  #idle(): boolean {
    return this.#child === undefined && resting.has(this.#state.kind)
  }

  #handle(event: Happening): void {
    const { state, command } = next(this.#state, event)
    if (state === this.#state) return
    this.#state = state
    if (state.kind !== 'starting') this.#leaveGate?.()
    this.#setTimer()
    if (command) this.#carryOut(command)
    this.#options.on.state(state)
    if (this.#idle()) for (const close of this.#closers.splice(0)) close()
  }

  #carryOut(command: Command): void {
    switch (command) {
      case 'spawn':
        return this.#spawn()
      case 'close-stdin':
        return this.#child?.closeStdin()
      case 'terminate':
        return this.#child?.terminate()
      case 'kill':
        return this.#child?.kill()
      case 'wait':
        return
      default:
        command satisfies never
    }
  }

  #spawn(): void {
    const { on, launcher } = this.#options
    const child: Child = new Child({
      launcher,
      on: {
        line: on.line,
        stderr: on.stderr,
        stderrEnded: on.stderrEnded,
        noise: (text) => on.noise?.(text),
        report: (asked) => on.report?.(asked, 'guard'),
        spawned: (pid) => {
          this.#spawnedAt = performance.now()
          on.spawned(pid)
        },
        ended: (ending) => this.#ended(child, ending),
      },
    })
    this.#child = child
    this.#spawnedAt = undefined
    this.#leaveGate?.()
    this.#leaveGate = startGate.enter(() => void this.#startChild(child))
  }

  async #startChild(child: Child): Promise<void> {
    let prepared: Prepared
    try {
      this.#terms = this.#options.terms()
      prepared = await this.#options.prepare()
    } catch (error) {
      return child.fail(toProblem(error))
    }
    if (child !== this.#child || this.#state.kind !== 'starting') return prepared.leave?.()
    child.start(prepared, this.#terms.limits.outputBytes)
    this.#setTimer()
  }

  #ended(child: Child, ending: Ending): void {
    child.prepared?.leave?.()
    // Nothing an old child does may touch the one that replaced it.
    if (child !== this.#child) return
    this.#child = undefined
    const life = this.#lifeOf(child, ending)
    const unusable = ending.kind === 'not-started' && ending.problem === unusableCode
    if (unusable && this.#state.kind === 'starting' && child.prepared) rmSync(child.prepared.cwasm, { force: true })
    const inCall = this.#options.inCall()
    this.#options.on.gone(ending, life)
    const state = this.#state
    const failedStart = state.kind === 'starting' || (state.kind === 'stopping' && state.problem !== undefined)
    const failures = failedStart ? this.#options.failures.add() : 0
    const lacks = this.#terms.missing.length > 0
    this.#handle({ kind: 'ended', ending, inCall, failures, lacks })
  }

  #lifeOf({ prepared }: Child, ending: Ending): Life | undefined {
    if (this.#spawnedAt === undefined) return undefined
    const dump = prepared?.tookDump?.(ending.kind === 'trapped')
    return { aliveMs: performance.now() - this.#spawnedAt, ...prepared?.made, ...(dump && { dump }) }
  }

  #setTimer(): void {
    clearTimeout(this.#timer)
    const ms = this.#patience()
    if (ms === undefined) return
    const event: Happening = { kind: this.#state.kind === 'waiting' ? 'retry' : 'time-up' }
    this.#timer = setTimeout(() => this.#handle(event), ms).unref()
  }

  /** Only these states may not last. */
  #patience(): number | undefined {
    const state = this.#state
    const grace = this.#options.graceMs ?? { asked: 2000, terminated: 2000 }
    // Jitter, so that many servers that failed together do not all come back together.
    if (state.kind === 'waiting') return state.delayMs * (0.8 + 0.4 * Math.random())
    // Neither waiting for its turn nor what is made ready counts.
    if (state.kind === 'starting') return this.#child?.prepared && this.#terms.limits.startMs
    if (state.kind !== 'stopping') return undefined
    return state.step === 'killed' ? killedAgainMs : grace[state.step]
  }
}
