import type { LogLine } from '../../shared/records.ts'

export type Level = 'all' | 'warnings' | 'errors'

export function fits(line: LogLine, level: Level, filter: string): boolean {
  if (level === 'errors' && line.level !== 'error') return false
  if (level === 'warnings' && line.level !== 'error' && line.level !== 'warning') return false
  return filter === '' || line.text.toLowerCase().includes(filter.toLowerCase())
}

/** As it is copied: one line each, in columns that other tools can read. */
export function asText(lines: readonly LogLine[]): string {
  return lines
    .map(({ at, level, server, source, text }) => `${new Date(at).toISOString()} ${level} ${server} ${source} ${text}`)
    .join('\n')
}
