import type { LogLine } from '../../../shared/records.ts'
import type { Json } from './message.ts'

const severities = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency']

/** Whether a message of `level` is as severe as `threshold` asks; unknown levels are let through. */
export function isLoud(level: unknown, threshold: string): boolean {
  const rank = severities.indexOf(level as string)
  return rank < 0 || rank >= severities.indexOf(threshold)
}

/** MCP's eight levels as the four of a log line. */
export function levelOf(level: unknown): LogLine['level'] {
  const rank = severities.indexOf(level as string)
  if (rank >= 4) return 'error'
  if (rank === 3) return 'warning'
  return rank === 0 ? 'debug' : 'info'
}

/** The text of a `notifications/message`. */
export function textOf({ data, logger }: Json): string {
  const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? '')
  return typeof logger === 'string' ? `${logger}: ${text}` : text
}
