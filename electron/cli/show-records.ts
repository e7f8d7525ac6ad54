import type { Call, LogLine, TrapRecord } from '../../shared/records.ts'
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

/** Several lines per trap, as its frames are what one looks for. */
export function showTraps(traps: readonly TrapRecord[], look: Look): string {
  if (traps.length === 0) return 'No traps are recorded.\n'
  return traps.map((trap) => showTrap(trap, look)).join('\n')
}

function showTrap(trap: TrapRecord, look: Look): string {
  const where = trap.tool === undefined ? trap.server : `${trap.server}/${trap.tool}`
  const head = `${time(trap.at)}  ${oneLine(where)}  ${paint(look, 'red', trap.code)}  ${oneLine(trap.message)}\n`
  const frames = trap.frames.map(({ index, func, module, at }) => {
    const place = at ? ` at ${at.file}:${at.line}:${at.column}` : ''
    return `  ${index}  ${oneLine(`${func} in ${module}${place}`)}\n`
  })
  return head + frames.join('')
}

/** One line, so that `--follow` can show them as they come. */
export function showLogLine(line: LogLine, look: Look): string {
  const colour = line.level === 'error' ? 'red' : line.level === 'warning' ? 'yellow' : undefined
  const text = oneLine(line.text)
  const level = line.level === 'info' ? '' : `${line.level}: `
  const shown = `${level}${text}`
  return `${time(line.at)}  ${oneLine(line.server)}  ${line.source}  ${colour ? paint(look, colour, shown) : shown}\n`
}
