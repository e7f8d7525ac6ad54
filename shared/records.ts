import type { Denial } from './access.ts'
import type { InstanceId, Limits, Problem, ServerId, SessionId, Trap } from './domain.ts'

/** The nouns of what happened: calls, lines, traps. Data only. */

export const callOutcomes = [
  'pending',
  'answered',
  'tool-error',
  'error',
  'trapped',
  'exited',
  'timed-out',
  'cancelled',
  'refused',
  'host-lost',
] as const
export type CallOutcome = (typeof callOutcomes)[number]

/** One tools/call. The list form carries previews; `calls.get` has the whole. */
export interface Call {
  id: string
  at: number
  server: ServerId
  tool: string
  session: SessionId | null
  instance?: InstanceId
  /** As it calls itself; `Belljar` for calls from the window and the command line. */
  client: string
  outcome: CallOutcome
  /** From the client's request to its answer; absent while pending. */
  durationMs?: number
  /** Of these: until an instance was there and had room, and of that its start. What is left is the tool itself. */
  waitedMs?: number
  startedMs?: number
  /** The most memory that its instance held while it ran, bytes; other calls at the same time count too. Absent where the system does not say. */
  peakBytes?: number
  /** The memory limit that was in force, bytes. */
  limitBytes?: number
  /** First 200 characters of the arguments' JSON, redacted. */
  argsPreview: string
  /** First 200 characters of the result, redacted. */
  resultPreview?: string
  /** Bytes of the result's JSON. */
  resultBytes?: number
  /** One line: why it failed. */
  reason?: string
  trap?: string
}

export interface CallDetail extends Call {
  /** JSON text, redacted, cut at 1 MB with a mark. */
  args: string
  result?: string
  /** Of the last 1,000 other calls of its tool that were answered: how many took longer, and how many these are. */
  ranked?: { slower: number; of: number }
  /** Bodies were cut or blanked out: they are not what was sent. */
  altered: boolean
}

/** Calls that took at least so long are called slow, ms. */
export const slowMs = 1000

/** How long calls took, over time. Times of calls that were answered, by the server or by its tool's error. */
export interface Latency {
  since: number
  until: number
  /** Oldest first, all of one width; `p50` and `p95` in ms, null where there was none. */
  buckets: { at: number; calls: number; failed: number; p50: number | null; p95: number | null }[]
  /** Calls that ended in trouble, newest first, at most 200. */
  marks: { call: string; at: number; outcome: CallOutcome; durationMs: number }[]
  calls: number
  failed: number
  /** Those that took `slowMs` or longer, however they ended. */
  slow: number
  p50: number | null
  p95: number | null
}

/** One tool over a span of time. */
export interface ToolStats {
  server: ServerId
  tool: string
  calls: number
  failed: number
  /** ms */
  p50: number | null
  p95: number | null
  lastAt: number
}

export const logLevels = ['debug', 'info', 'warning', 'error'] as const
export const logSources = ['stderr', 'stdout', 'mcp', 'host'] as const

export interface LogLine {
  /** Grows with every line of all servers; never given twice. */
  seq: number
  at: number
  server: ServerId
  session: SessionId | null
  instance?: InstanceId
  /** stderr: the guest's own; stdout: noise that was not JSON-RPC; mcp: a logging notification; host: what Belljar says about the server. */
  source: (typeof logSources)[number]
  level: (typeof logLevels)[number]
  text: string
}

/** What is new in the logs, at most ten times a second. Who wants more than `lines` asks for it. */
export interface LogNews {
  /** The newest lines of all servers, oldest first, at most 300. */
  lines: LogLine[]
  /** How many lines came since the last news, those in `lines` included. */
  counts: Record<ServerId, number>
  /** The `seq` of the newest. All up to it can be asked for. */
  last: number
}

/** How much a query finds. */
export interface LogCount {
  lines: number
  /** False: at least so many. */
  exact: boolean
  first?: number
  last?: number
}

export interface TrapRecord extends Trap {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  client: string
  tool?: string
  call?: string
  instance?: InstanceId
  /** The most memory that the instance held, bytes; absent where the system does not say. */
  memoryBytes?: number
  /** As they were in force. */
  limits?: Limits
  /** How long the instance had lived, ms, and how many calls it had. */
  aliveMs?: number
  calls?: number
  /** sha256 of the wasm, hex. */
  hash?: string
  /** Version of wasmtime. */
  wasmtime?: string
  /** A core dump that was kept: its path on the host. */
  dump?: { path: string; size: number }
}

export interface TrapDetail extends TrapRecord {
  /** The call that caused it, where it is still kept. */
  caused?: CallDetail
  /** What that call was denied. */
  denials: Denial[]
  /** When the same function of the same server trapped before, newest first, at most 20. */
  before: { id: string; at: number }[]
  /** For each frame the file on this computer that its line stands in, absolute; null where there is none. */
  sources: (string | null)[]
  /** Why its server's traps leave no core dump. */
  dumpRefused?: Problem
}

/** A command that does the same call outside of Belljar. Secrets are named, never written. */
export interface Reproduction {
  /** For a POSIX shell, with its input. */
  command: string
  /** What is different there, one sentence each. */
  notes: string[]
}
