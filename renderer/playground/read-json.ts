import { printParseErrorCode, visit, type ParseErrorCode } from 'jsonc-parser'
import { exactNumber } from './exact.ts'

export interface JsonMistake {
  /** One sentence. */
  message: string
  /** Of its text. */
  offset: number
  line: number
  column: number
}

export type ReadJson = { value: unknown } | { mistake: JsonMistake }

const words: Partial<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value',
  InvalidNumberFormat: 'this is no number of JSON',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something follows after the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the closing quote of this text is missing',
  UnexpectedEndOfNumber: 'this number is not whole',
  InvalidUnicode: 'this is no character',
  InvalidEscapeCharacter: 'nothing is written with this backslash',
  InvalidCharacter: 'this character must be written as an escape',
}

/** Reads arguments: a JSON object, its long numbers exact. No text stands for no arguments. */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { value: {} }
  try {
    const read = readAny(text)
    if ('mistake' in read) return read
    const { value } = read
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return read
    return mistakeAt(text, text.search(/\S/), 'arguments are an object: {"name": "value"}')
  } catch {
    return mistakeAt(text, 0, 'it is nested too deeply')
  }
}

/** Any JSON value. */
export function readAny(text: string): ReadJson {
  let mistake: { offset: number; error: ParseErrorCode } | undefined
  const root: Build = { entries: [], key: undefined }
  const open: Build[] = [root]
  const put = (value: unknown) => {
    const top = open.at(-1)
    if (top) top.entries.push([top.key ?? '', value])
  }
  const close = (make: (entries: Build['entries']) => unknown) => {
    const done = open.pop()
    if (done) put(make(done.entries))
  }
  visit(
    text,
    {
      onObjectBegin: () => void open.push({ entries: [], key: undefined }),
      onObjectProperty: (name) => {
        const top = open.at(-1)
        if (top) top.key = name
      },
      onObjectEnd: () => close(Object.fromEntries),
      onArrayBegin: () => void open.push({ entries: [], key: undefined }),
      onArrayEnd: () => close((entries) => entries.map(([, value]) => value)),
      onLiteralValue: (value, offset, length) =>
        put(typeof value === 'number' ? exactNumber(text.slice(offset, offset + length)) : value),
      onError: (error, offset) => void (mistake ??= { error, offset }),
    },
    { disallowComments: true, allowTrailingComma: false },
  )
  if (mistake) return mistakeAt(text, mistake.offset, words[printParseErrorCode(mistake.error)] ?? 'this is not JSON')
  return { value: root.entries[0]?.[1] }
}

interface Build {
  entries: [string, unknown][]
  key: string | undefined
}

function mistakeAt(text: string, offset: number, what: string): { mistake: JsonMistake } {
  const before = text.slice(0, Math.max(0, offset))
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  return { mistake: { message: `Line ${line}, column ${column}: ${what}.`, offset: before.length, line, column } }
}
