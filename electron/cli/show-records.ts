import type { Call, LogLine } from '../../shared/records.ts'
import { duration, time } from './amounts.ts'
import { paint } from './colour.ts'
import { oneLine } from './plain-text.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

type Look = Pick<Terminal, 'columns' | 'colours'>

export function showCalls(calls: readonly Call[], look: Look): string {
  if (calls.length === 0) return 'No calls are recorded.\n'
  const rows = calls.map((call) => [
    time(call.at),
    `${oneLine(call.server)}/${oneLine(call.tool)}`,
    oneLine(call.client),
    paint(look, call.outcome === 'answered' ? 'green' : call.outcome === 'pending' ? 'dim' : 'red', call.outcome),
    call.durationMs === undefined ? '' : duration(call.durationMs),
    oneLine(`${call.argsPreview}${call.reason ? `  ${call.reason}` : ''}`),
  ])
  return table(['TIME', 'TOOL', 'CLIENT', 'OUTCOME', 'TOOK', 'ARGUMENTS'], rows, look.columns)
}

/** One line, so that `--follow` can show them as they come. */
export function showLogLine(line: LogLine, look: Look): string {
  const colour = line.level === 'error' ? 'red' : line.level === 'warning' ? 'yellow' : undefined
  const text = oneLine(line.text)
  const level = line.level === 'info' ? '' : `${line.level}: `
  const shown = `${level}${text}`
  return `${time(line.at)}  ${oneLine(line.server)}  ${line.source}  ${colour ? paint(look, colour, shown) : shown}\n`
}
