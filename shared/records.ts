import type { InstanceId, Limits, ServerId, SessionId, Trap } from './domain.ts'

/** The nouns of what happened: calls, lines, traps. Data only. */

export type CallOutcome =
  | 'pending'
  | 'answered'
  | 'tool-error'
  | 'error'
  | 'trapped'
  | 'exited'
  | 'timed-out'
  | 'cancelled'
  | 'refused'
  | 'host-lost'

/** One tools/call. The list form carries previews; `calls.get` has the whole. */
export interface Call {
  id: string
  at: number
  server: ServerId
  tool: string
  session: SessionId | null
  client: string
  outcome: CallOutcome
  /** From the client's request to its answer; absent while pending. */
  durationMs?: number
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
}

export interface LogLine {
  seq: number
  at: number
  server: ServerId
  session: SessionId | null
  instance?: InstanceId
  /** stderr: the guest's own; stdout: noise that was not JSON-RPC; mcp: a logging notification; host: what Belljar says about the server. */
  source: 'stderr' | 'stdout' | 'mcp' | 'host'
  level: 'debug' | 'info' | 'warning' | 'error'
  text: string
}

export interface TrapRecord extends Trap {
  id: string
  at: number
  server: ServerId
  session: SessionId | null
  client: string
  tool?: string
  call?: string
}
