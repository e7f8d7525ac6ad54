import type { LogLine } from '../../shared/records.ts'
import { runsOf } from '../words/runs.ts'

/** One line each, in columns that other tools can read; nothing in it acts on the terminal that it is pasted into. */
export function asText(lines: readonly LogLine[]): string {
  return lines.map(oneLine).join('\n')
}

function oneLine({ at, level, server, source, text }: LogLine): string {
  const shown = runsOf(text)
    .map((run) => (run.hidden ? `[${run.text}]` : run.text))
    .join('')
    .replaceAll('\n', '\\n')
  return `${new Date(at).toISOString()} ${level} ${server} ${source} ${shown}`
}

/** One JSON object a line, as the host has it. */
export function asNdjson(lines: readonly LogLine[]): string {
  return lines.map((line) => JSON.stringify(line)).join('\n')
}
