import type { LogLine } from '../../../shared/records.ts'

/** Lines of one origin that came together, numbered one after the other from `first`. */
export interface Run {
  first: number
  at: number
  server: string
  session: string | null
  instance: string | null
  source: LogLine['source']
  /** Each with the digit of its level in front. */
  texts: string[]
  /** Characters of all texts. */
  size: number
}

/** What a line costs in memory and on disk beside its text, about, bytes. */
export const lineCost = 100

export const sizeOf = (run: Run) => run.size + run.texts.length * lineCost
