import type { SecretsState } from '../../shared/access.ts'
import type { Snapshot } from '../../shared/domain.ts'
import type { Call, TrapRecord } from '../../shared/records.ts'
import type { Settled } from '../grants/settled.ts'

/** `quit`: the host said that it is about to end. `refused`: this page's token is not (or no longer) the host's. */
export type Link = 'connecting' | 'open' | 'lost' | 'quit' | 'refused'

/** Which servers a list of records covers: one server's id, or `''` for all. */
export type Scope = string

/** What the host holds, as far as this window has asked for it. Nothing in here was made up on this side of the wire. */
export interface Mirror {
  link: Link
  /** When the link was lost, ms. */
  lostAt: number | null
  /** Counts snapshots: with each one what was fetched before may be out of date. 0 before the first. */
  epoch: number
  /** Null until the first snapshot; kept while the link is lost, so that what was seen stays readable. */
  snapshot: Snapshot | null
  /** Newest first. */
  calls: Record<Scope, Call[]>
  /** Newest first. */
  traps: Record<Scope, TrapRecord[]>
  /** Null until it was asked for. */
  secrets: SecretsState | null
  /** What running instances of a server had when last all of them had the same: what waits for a restart is the difference. */
  settled: Record<string, Settled>
}

export const nothing: Mirror = {
  link: 'connecting',
  lostAt: null,
  epoch: 0,
  snapshot: null,
  calls: {},
  traps: {},
  secrets: null,
  settled: {},
}
