import type { LogNews } from '../../shared/records.ts'

/** What shows log lines now. Lines are not mirrored: each page holds what it shows, and asks for what it does not. */
export interface LogReader {
  hear: (news: LogNews) => void
  /** The host is back: news may have been missed. */
  reconnected: () => void
  forget: (server: string) => void
}

const readers = new Set<LogReader>()

export function addReader(reader: LogReader): () => void {
  readers.add(reader)
  return () => void readers.delete(reader)
}

export function tellReaders(tell: (reader: LogReader) => void): void {
  for (const reader of readers) tell(reader)
}
