import type { Checked } from '../../../shared/contract.ts'
import type { Denial, OutgoingRequest } from '../../../shared/access.ts'
import type { RecordsSize } from '../../../shared/catalog.ts'
import type { Notice } from '../../../shared/domain.ts'
import type {
  Call,
  CallDetail,
  Latency,
  LogCount,
  LogLine,
  LogNews,
  ToolStats,
  TrapRecord,
} from '../../../shared/records.ts'
import type { Check, ChecksSince, HealthAsk, HealthSlots, ToolTailAsk } from './checks.ts'

/** What goes between the host and the thread that writes. Bodies are redacted there, everything else before. */
export type Row =
  /** A call's whole state, each time. */
  | { kind: 'call'; call: Call; args?: string; result?: string }
  | { kind: 'trap'; trap: TrapRecord }
  /** Its newest state, each time. */
  | { kind: 'denial'; denial: Denial }
  | { kind: 'request'; request: OutgoingRequest }
  | { kind: 'check'; check: Check }

/** Whose output it is. */
export interface Origin {
  server: string
  session: string | null
  instance: string | null
}

/** What becomes log lines, in the order in which it came. `of` names an output that was opened; `at` is when its bytes came. */
export type FeedItem =
  | { kind: 'open'; of: number; origin: Origin }
  | { kind: 'bytes'; of: number; at: number; bytes: Uint8Array }
  | { kind: 'end'; of: number }
  | { kind: 'line'; line: Omit<LogLine, 'seq'> }

/** `bytes`: of all records together, on disk. */
export interface Limits {
  days: number
  bytes: number
  linesPerServer: number
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
  countLogs: { ask: Checked<'logs.count'>; answer: LogCount }
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
  size: { ask: null; answer: RecordsSize }
  clear: { ask: Checked<'records.clear'>; answer: null }
  keep: { ask: { days: number; bytes: number }; answer: null }
}

export interface ServerStats {
  calls: number
  traps: number
  lastCallAt?: number
}

export type ToWorker =
  | { kind: 'write'; id: number; rows: Row[]; secrets?: string[] }
  | { kind: 'lines'; id: number; items: FeedItem[]; secrets?: string[] }
  | { kind: 'ask'; id: number; name: keyof Questions; input: unknown }
  | { kind: 'close' }

export type FromWorker =
  | { kind: 'ready'; why?: string }
  | { kind: 'written'; id: number }
  /** Nothing of the batch was stored; it can be sent again. */
  | { kind: 'failed'; id: number; why: string }
  | { kind: 'answer'; id: number; value: unknown }
  /** `late`: it was given up because it took too long. */
  | { kind: 'problem'; id: number; why: string; late?: true }
  /** Log lines were taken over: stored, or held as long as there is room. */
  | { kind: 'taken'; id: number }
  | { kind: 'news'; news: LogNews }
  /** Lines cannot be stored, or can again; `lost` were dropped meanwhile. */
  | { kind: 'trouble'; why?: string; lost: number }
  | { kind: 'notice'; notice: Omit<Notice, 'id' | 'at'> }

export interface WorkerData {
  folder: string
  limits: Limits
  /** Writes, or answers questions beside the one that writes. */
  role: 'write' | 'read'
  /** What both know of the newest lines (see live-signature.ts). */
  live: SharedArrayBuffer
  /** Numbers up to this one have been told by a thread before this one. */
  told?: number
}
