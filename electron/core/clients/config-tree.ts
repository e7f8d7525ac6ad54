import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { lineAt } from './config-text.ts'

/** Why a config file cannot be edited. `line` counts from 1. */
export class Unreadable extends Error {
  readonly line: number
  constructor(line: number, why: string) {
    super(why)
    this.line = line
  }
}

const plain: Partial<Record<string, string>> = {
  InvalidSymbol: 'something that is no JSON value stands there',
  InvalidNumberFormat: 'a number is not written as JSON wants it',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'something stands after the end',
  UnexpectedEndOfString: 'a text has no closing quote',
  UnexpectedEndOfComment: 'a comment has no end',
  InvalidEscapeCharacter: 'a backslash is followed by the wrong letter (write it twice for a Windows path)',
  InvalidUnicode: 'a \\u is not followed by four hexadecimal digits',
  InvalidCharacter: 'a control character stands in a text',
}

/** The tree of a JSON text with or without comments; undefined when it holds nothing at all. */
export function parseConfig(text: string): Node | undefined {
  const errors: ParseError[] = []
  let root: Node | undefined
  try {
    root = parseTree(text, errors, { allowTrailingComma: true })
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(1, 'it is nested too deeply')
    throw error
  }
  const [first] = errors
  if (!first) return root
  const name = printParseErrorCode(first.error)
  if (!root && name === 'ValueExpected' && first.length === 0) return undefined
  throw new Unreadable(lineAt(text, first.offset), plain[name] ?? 'it is not valid JSON')
}

/** Where our entry is, or how far the way to it exists. */
export interface Way {
  root: Node | undefined
  /** The innermost object that exists on the way, and which keys are missing below it. */
  object: Node | undefined
  missing: string[]
  /** The value of our entry. */
  entry?: Node
}

/** A key that stands twice counts where it stands last: so do the clients that read the file. */
export function follow(text: string, key: readonly string[], name: string): Way {
  const root = parseConfig(text)
  if (!root) return { root, object: undefined, missing: [...key, name] }
  let object = demandObject(text, root, 'The whole')
  for (const [depth, step] of key.entries()) {
    const below = lastValue(object, step)
    if (!below) return { root, object, missing: [...key.slice(depth), name] }
    object = demandObject(text, below, `"${step}"`)
  }
  const entry = lastValue(object, name)
  return entry ? { root, object, missing: [], entry } : { root, object, missing: [name] }
}

export function properties(object: Node): Node[] {
  return object.children ?? []
}

export function nameOf(property: Node): unknown {
  return property.children?.[0]?.value
}

function lastValue(object: Node, name: string): Node | undefined {
  return properties(object).findLast((property) => nameOf(property) === name)?.children?.[1]
}

function demandObject(text: string, node: Node, what: string): Node {
  if (node.type === 'object') return node
  throw new Unreadable(lineAt(text, node.offset), `${what} is not an object in braces`)
}
