import type { LogLine } from '../../../shared/records.ts'

/** Programs say how severe a line is near its start. */
const looked = 160

const words = /\b(?:ERROR|ERR|FATAL|CRITICAL|CRIT|PANIC|SEVERE|WARNING|WARN|NOTICE|INFO|DEBUG|TRACE|VERBOSE)\b/
const marked = /(?:^|[[<(])(error|fatal|critical|panic|warning|warn|info|debug|trace)(?=[\]>):])/i
const field = /\b(?:level|lvl|severity)"?\s*[=:]\s*"?([a-z]+)/i
const panicked = /\bpanicked at /

const colours = /\u001b\[[0-9;]*m/g

/** Whether a text can say a level at all: most of a block of lines that says none is not looked at line by line. */
export const mayLevel =
  /ERR|FATAL|CRIT|PANIC|SEVERE|WARN|DEBUG|TRACE|VERBOSE|level|lvl|severity|panicked|[[<(](?:error|fatal|critical|panic|warn|debug|trace)|^(?:error|fatal|critical|panic|warn|debug|trace)/im

/** What a line of a guest says about its own severity; `info` where it says nothing. */
export function levelOfText(text: string): LogLine['level'] {
  let start = text.length > looked ? text.slice(0, looked) : text
  if (start.includes('\u001b')) start = start.replaceAll(colours, '')
  const word = words.exec(start)?.[0] ?? marked.exec(start)?.[1] ?? field.exec(start)?.[1]
  if (word !== undefined) return levels[word.toLowerCase()] ?? 'info'
  return panicked.test(start) ? 'error' : 'info'
}

const levels: Record<string, LogLine['level']> = {
  ...Object.fromEntries(
    ['error', 'err', 'fatal', 'critical', 'crit', 'panic', 'severe'].map((word) => [word, 'error' as const]),
  ),
  ...{ warning: 'warning', warn: 'warning', debug: 'debug', trace: 'debug', verbose: 'debug' },
}
