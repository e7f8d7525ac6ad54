import type { ServerId } from './domain.ts'

/** The nouns of how servers are doing. Data only. */

/** What the running instances of a server use. */
export interface Usage {
  server: ServerId
  instances: number
  /** Resident, all of its instances together. */
  memoryBytes: number
  /** 1 is one core. */
  cpu: number
}

/** Calls per minute, for the last 30 minutes. */
export interface Activity {
  server: ServerId
  /** Start of the newest minute. */
  minute: number
  /** 30 numbers, oldest first, the newest minute still going on. */
  calls: number[]
  /** Those of them that failed in whatever way. */
  failed: number[]
}

export type HealthState = 'unknown' | 'well' | 'failing'

/** Whether an enabled server starts, shakes hands and lists its tools, asked once a minute. */
export interface Health {
  server: ServerId
  state: HealthState
  /** In this state since then. */
  since: number
  checkedAt?: number
  /** How long the last check took, ms. */
  tookMs?: number
  /** In a row, up to now. */
  failures: number
  lastFailure?: { at: number; text: string }
  /** Share of the checks of the last 24 hours that were passed, 0 to 1; null before the first. */
  uptime: number | null
  /** Checks in the last 24 hours. */
  checks: number
  /** Why it is not checked now, one sentence: switched off, something that it needs is not granted. */
  paused?: string
}

/** Checks and calls of one server over time. All lists have one entry for each slot, oldest first. */
export interface HealthHistory {
  server: ServerId
  since: number
  /** Width of a slot, ms. */
  slotMs: number
  checks: { passed: number; failed: number; ms: number | null }[]
  tools: { tool: string; calls: number[]; failed: number[] }[]
  failures: { at: number; text: string }[]
}

/** Something that a person wants to hear of, once. */
export interface Alert {
  id: string
  at: number
  server: ServerId
  kind: 'failing' | 'recovered' | 'error-rate'
  tool?: string
  /** One sentence. */
  message: string
  /** What to do. */
  hint?: string
}
