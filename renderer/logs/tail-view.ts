import type { Input } from '../../shared/contract.ts'
import type { Problem } from '../../shared/domain.ts'
import type { LogCount, LogLine } from '../../shared/records.ts'

/** Where to read: at the end and on from there, at the start, or around a moment or a line. */
export type Place = 'newest' | 'oldest' | { at: number } | { line: number }

export type Busy = 'opening' | 'catching' | 'older' | 'newer'

/** What a page sees of a tail. Replaced as a whole, at most once a frame. */
export interface TailView {
  lines: readonly LogLine[]
  following: boolean
  /** There may be lines before the first one. */
  older: boolean
  /** Lines that came since it was paused and are not held; not exact: at least so many. */
  newer: { count: number; exact: boolean }
  /** The first lines are not there yet. */
  opening: boolean
  /** Why the last ask failed; never that the link is lost, which is said elsewhere. */
  problem: Problem | null
  /** To be shown: another object each time. */
  focus: { line: number; end: 'top' | 'middle' } | null
}

export const nothingYet: TailView = {
  lines: [],
  following: true,
  older: false,
  newer: { count: 0, exact: true },
  opening: true,
  problem: null,
  focus: null,
}

/** Whom a tail asks, and how it waits. */
export interface TailParts {
  list: (input: Input<'logs.list'>) => Promise<LogLine[]>
  count: (input: Input<'logs.count'>) => Promise<LogCount>
  problemOf: (error: unknown) => Problem
  /** Calls back before the next frame is drawn. */
  frame: (callback: () => void) => void
}
