import type { Redactor } from './redactor.ts'

/** The characters of a body that are kept. */
export const bodyLimit = 1_000_000
export const previewLimit = 200
export const lineLimit = 65_536
/** Of a log line. Who reads it from a server cuts it far behind, so that a secret at this place is still whole when it is looked for. */
export const logLineLimit = 16_384

/**
 * Redacts a text and cuts it at about `limit` characters, with a mark. Redacted before it is cut, or half a secret would
 * be left at the end; for the same reason the end of what was looked at goes too, where a secret may begin that ends beyond.
 */
export function redactAndCut(text: string, limit: number, redactor: Redactor, mark = ' … [cut]'): string {
  if (text.length <= limit) return redactor.redact(text)
  const seen = redactor.redact(text.slice(0, limit + 2 * redactor.longest))
  const sure = seen.slice(0, Math.max(0, Math.min(limit, seen.length - redactor.longest)))
  const last = sure.charCodeAt(sure.length - 1)
  // Never half of a character that takes two units.
  return (last >= 0xd800 && last < 0xdc00 ? sure.slice(0, -1) : sure) + mark
}

/** Keeps a record on one line: what would begin a new one in a terminal, a file or a list is written as its escape. */
export function oneLine(text: string): string {
  return breaks.test(text) ? text.replaceAll(everyBreak, (char) => escapes[char] ?? char) : text
}

const breaks = /[\0\n\r\v\f\u0085\u2028\u2029]/
const everyBreak = new RegExp(breaks, 'g')
/** Whether any of several lines must go through `oneLine`. */

export const oddBreaks = /[\0\r\v\f\u0085\u2028\u2029]/
const escapes: Record<string, string> = {
  '\0': '\\0',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
  '\f': '\\f',
  '\u0085': '\\u0085',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}
