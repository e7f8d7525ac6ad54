/** UTF-8 with or without a byte order mark; undefined when the bytes are no such text. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The mark stays part of the text everywhere else; the parser must not see it. */
export function splitMark(text: string): { mark: string; body: string } {
  return text.startsWith('\uFEFF') ? { mark: '\uFEFF', body: text.slice(1) } : { mark: '', body: text }
}

/** Counted from 1, as editors do. */
export function lineAt(text: string, offset: number): number {
  return (text.slice(0, offset).match(/\r\n|\n|\r/g)?.length ?? 0) + 1
}

/** How this file is laid out, so that what is added looks like the rest of it. */
export interface Layout {
  eol: string
  /** One level of indentation. */
  unit: string
}

export function layoutOf(text: string): Layout {
  return {
    eol: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    unit: /[\r\n]([ \t]+)"/.exec(text)?.[1] ?? '  ',
  }
}

/** The blanks before `offset` when nothing else stands before it in its line. */
export function indentBefore(text: string, offset: number): string | undefined {
  const line = lineStart(text, offset)
  return /^[ \t]*$/.test(text.slice(line, offset)) ? text.slice(line, offset) : undefined
}

/** The blanks that the line of `offset` begins with. */
export function indentOfLine(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? ''
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
}

/** JSON over several lines, its later lines indented by `indent`. */
export function pretty(value: unknown, { eol, unit }: Layout, indent: string): string {
  // A tab inside a string is written \t, so every tab at the start of a line is ours.
  return JSON.stringify(value, null, '\t')
    .split('\n')
    .map((line, i) => (i === 0 ? line : indent + line.replace(/^\t+/, (tabs) => unit.repeat(tabs.length))))
    .join(eol)
}

/** What stands between two tokens: where the last comment (or comma) ends, and where the first comma is. */
export function gap(text: string, from: number, to: number): { end: number; comma?: number } {
  let end = from
  let comma: number | undefined
  let at = from
  while (at < to) {
    if (text.startsWith('//', at)) {
      const rest = text.slice(at, to).search(/[\r\n]/)
      at = rest === -1 ? to : at + rest
      end = at
    } else if (text.startsWith('/*', at)) {
      at = Math.min(text.indexOf('*/', at) + 2, to)
      end = at
    } else {
      if (text[at] === ',') {
        comma ??= at
        end = at + 1
      }
      at += 1
    }
  }
  return { end, ...(comma !== undefined && { comma }) }
}
