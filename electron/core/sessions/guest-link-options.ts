import type { Ending, InstanceState, Limits } from '../../../shared/domain.ts'
import type { LogLine } from '../../../shared/records.ts'
import type { Asked } from '../denials/asked.ts'
import type { RequestFacts } from '../egress/request-facts.ts'
import type { Life } from '../runtimes/life.ts'
import type { Ask } from './guest-asks.ts'
import type { OpenChild } from './guest-child.ts'
import type { Pending } from './guest-requests.ts'
import type { Handshake } from './handshake.ts'
import type { Json } from './message.ts'

export interface GuestLinkOptions {
  server: { id: string; name: string; limits: Limits; stateful: boolean; era?: 'legacy' | 'modern' }
  /** The application at the other end; the guest is told of Belljar, for it. */
  client: { name: string; version: string }
  /** What the client can do for the guest (MCP ClientCapabilities). */
  capabilities: Json
  logLevel?: string
  version: string
  open: OpenChild
  on: GuestLinkEvents
}

export interface GuestLinkEvents {
  state(state: InstanceState): void
  /** After every handshake. */
  ready(handshake: Handshake): void
  /** The guest wants something of the client. A rejection with an `RpcRefusal` becomes the guest's error. */
  ask(ask: Ask): Promise<Json>
  /** Every notification but progress and cancellation. */
  notified(method: string, params: Json): void
  log(source: Exclude<LogLine['source'], 'stderr'>, level: LogLine['level'], text: string): void
  /** Bytes of stderr, given away. With a promise, the guest has to wait until it resolves. */
  stderr(bytes: Buffer): Promise<void> | undefined
  /** A child will write no more of them. */
  stderrEnded(): void
  /** Something was refused while the guest had these requests. */
  denied?(asked: Asked, by: 'guard' | 'proxy', had: readonly Pending[]): void
  /** The guest begins a request of its own while it has these; the result is called when that is over. */
  requesting?(had: readonly Pending[]): (facts: RequestFacts) => void
  /** Before the requests that the child had are answered. `life`: of the child, with the calls that it was given. Returns the id of the trap's record, when there is one. */
  ended(ending: Ending, had: readonly Pending[], life?: Life & { calls: number }): string | undefined
}
