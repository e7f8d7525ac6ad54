import type { Ending, InstanceState } from '../../../shared/domain.ts'
import type { Asked } from '../denials/asked.ts'
import type { RequestFacts } from '../egress/request-facts.ts'
import type { Life } from '../runtimes/life.ts'
import type { Terms } from '../runtimes/terms.ts'

/** What a link needs of an instance (electron/core/runtimes). */
export interface GuestChild {
  readonly id: string
  readonly state: InstanceState
  readonly pid: number | undefined
  /** What the child was started with, or will be. */
  readonly terms: Terms
  start(): InstanceState
  ready(): void
  stop(): void
  /** What it is granted has changed. */
  granted(): void
  /** SIGKILL now; the ending is reported as `reason`. */
  end(reason: Ending): void
  /** False when there is no child. */
  write(line: string): boolean
  /** Lets the guest wait before it prints more. A new child is not paused. */
  pause(): void
  resume(): void
  closed(): Promise<void>
}

export interface GuestChildEvents {
  state(state: InstanceState): void
  /** One line of stdout, at most the output limit long. */
  line(line: string): void
  /** Bytes, given away. With a promise, the guest has to wait until it resolves. */
  stderr(bytes: Buffer): Promise<void> | undefined
  /** This child will write no more of them. */
  stderrEnded(): void
  noise(text: string): void
  spawned(pid: number): void
  /** The child ended; comes before the state changes. */
  gone(ending: Ending, life?: Life): void
  /** Something that it tried was refused. */
  report(asked: Asked, by: 'guard' | 'proxy'): void
  /** It begins a request; the result is called once, when that is over. */
  requesting(): (facts: RequestFacts) => void
}

export type OpenChild = (on: GuestChildEvents, inCall: () => boolean) => Promise<GuestChild>

/** For what a guest does when its stdin ends. */
const lastWillMs = 1_000

export async function endChild(child: GuestChild): Promise<void> {
  child.stop()
  // Asked once more it is killed: one that spins must not outlive its client for long.
  const impatient = setTimeout(() => child.stop(), lastWillMs)
  await child.closed()
  clearTimeout(impatient)
}
