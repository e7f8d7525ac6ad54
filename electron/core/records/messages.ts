import type { Checked } from '../../../shared/contract.ts'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { Notice } from '../../../shared/domain.ts'
import type { Call, CallDetail, Latency, LogLine, ToolStats, TrapRecord } from '../../../shared/records.ts'
import type { Check, ChecksSince, HealthAsk, HealthSlots, ToolTailAsk } from './checks.ts'

/** What goes between the host and the thread that writes. Bodies are redacted there, everything else before. */
export type Row =
  | { kind: 'log'; line: LogLine }
  /** A call's whole state, each time. */
  | { kind: 'call'; call: Call; args?: string; result?: string }
  | { kind: 'trap'; trap: TrapRecord }
  /** Its newest state, each time. */
  | { kind: 'denial'; denial: Denial }
  | { kind: 'request'; request: OutgoingRequest }
  | { kind: 'check'; check: Check }

export interface Limits {
  linesPerServer: number
  lineBytesPerServer: number
  calls: number
  bodyBytes: number
  traps: number
  denials: number
  requests: number
}

export interface Questions {
  calls: { ask: Checked<'calls.list'>; answer: Call[] }
  call: { ask: string; answer: CallDetail | undefined }
  latency: { ask: Checked<'calls.latency'>; answer: Latency }
  callTools: { ask: Checked<'calls.tools'>; answer: ToolStats[] }
  callClients: { ask: null; answer: string[] }
  logs: { ask: Checked<'logs.list'>; answer: LogLine[] }
  traps: { ask: Checked<'traps.list'>; answer: TrapRecord[] }
  trap: { ask: string; answer: TrapRecord | undefined }
  denials: { ask: Checked<'denials.list'>; answer: Denial[] }
  /** Newest first, those that were not dismissed. */
  openDenials: { ask: number; answer: Denial[] }
  /** Returns the ids of those that were not dismissed before; without an id and a server it is about all. */
  dismiss: { ask: Checked<'denials.dismiss'>; answer: string[] }
  requests: { ask: Checked<'requests.list'>; answer: OutgoingRequest[] }
  /** Since a moment, of all servers. */
  checks: { ask: number; answer: ChecksSince }
  health: { ask: HealthAsk; answer: HealthSlots }
  toolTail: { ask: ToolTailAsk; answer: boolean[] }
  stats: { ask: null; answer: [server: string, ServerStats][] }
  forget: { ask: string; answer: null }
}

export interface ServerStats {
  calls: number
  traps: number
  lastCallAt?: number
}

export type ToWorker =
  | { kind: 'write'; id: number; rows: Row[]; secrets?: string[] }
  | { kind: 'ask'; id: number; name: keyof Questions; input: unknown }
  | { kind: 'close' }

export type FromWorker =
  | { kind: 'ready'; lastSeq: number; why?: string }
  | { kind: 'written'; id: number }
  /** Nothing of the batch was stored; it can be sent again. */
  | { kind: 'failed'; id: number; why: string }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'problem'; id: number; why: string }
  | { kind: 'notice'; notice: Omit<Notice, 'id' | 'at'> }

export interface WorkerData {
  folder: string
  limits: Limits
}
