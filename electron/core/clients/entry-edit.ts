import { isDeepStrictEqual } from 'node:util'
import { getNodeValue, type Node } from 'jsonc-parser'
import { gap, indentBefore, indentOfLine, layoutOf, pretty, splitMark, type Layout } from './config-text.ts'
import { follow, nameOf, properties } from './config-tree.ts'

/** Which entry: the keys from the root to the map of servers, and its name there. */
export interface Spot {
  key: readonly string[]
  name: string
}

interface Edit {
  from: number
  to: number
  text: string
}

/** The value of the entry and its text; undefined when there is none. Throws Unreadable. */
export function readEntry(text: string, { key, name }: Spot): { value: unknown; text: string } | undefined {
  const { body } = splitMark(text)
  const { entry } = follow(body, key, name)
  return entry && { value: valueOf(entry), text: body.slice(entry.offset, entry.offset + entry.length) }
}

/** Sets the entry; every other byte stays as it is. Throws Unreadable. */
export function putEntry(text: string, { key, name }: Spot, value: unknown): string {
  const { mark, body } = splitMark(text)
  const layout = layoutOf(body)
  const { root, object, missing, entry } = follow(body, key, name)
  if (entry) {
    // The client may have laid it out its own way: the same value is left alone.
    if (isDeepStrictEqual(valueOf(entry), value)) return text
    const lines = /[\r\n]/.test(source(body, entry))
    const by = lines ? pretty(value, layout, indentOfLine(body, entry.offset)) : JSON.stringify(value)
    return mark + apply(body, [replace(entry, by)])
  }

  const [first = name, ...rest] = missing
  const whole = rest.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value)
  if (!object) {
    const separator = body === '' || /[\r\n]$/.test(body) ? '' : layout.eol
    return mark + body + separator + pretty({ [first]: whole }, layout, '') + layout.eol
  }
  const inOneLine = root !== undefined && properties(root).length > 0 && !/[\r\n]/.test(source(body, root))
  return mark + apply(body, insert(body, object, first, whole, layout, inOneLine))
}

/** Sets the text of the value of an entry that is there. */
export function putEntryText(text: string, { key, name }: Spot, valueText: string): string {
  const { mark, body } = splitMark(text)
  const { entry } = follow(body, key, name)
  return entry ? mark + apply(body, [replace(entry, valueText)]) : text
}

/** Takes the entry out. With `maps`, the maps on the way to it go too where they are empty then. */
export function removeEntry(text: string, { key, name }: Spot, maps: boolean): string {
  const { mark, body } = splitMark(text)
  let rest = body
  for (;;) {
    const { object, entry } = follow(rest, key, name)
    if (!entry || !object) break
    rest = apply(rest, remove(rest, object, name))
  }
  if (maps) rest = removeEmptyMaps(rest, key)
  return mark + rest
}

function removeEmptyMaps(text: string, key: readonly string[]): string {
  let rest = text
  for (let depth = key.length; depth > 0; depth--) {
    const name = key[depth - 1] ?? ''
    const { object, entry } = follow(rest, key.slice(0, depth - 1), name)
    if (!object || entry?.type !== 'object' || properties(entry).length > 0) break
    if (gap(rest, entry.offset + 1, end(entry) - 1).end > entry.offset + 1) break
    rest = apply(rest, remove(rest, object, name))
  }
  return rest
}

function insert(text: string, object: Node, name: string, value: unknown, layout: Layout, inOneLine: boolean): Edit[] {
  const close = end(object) - 1
  const last = properties(object).at(-1)
  const after = last ? end(last) : object.offset + 1
  const { end: tail, comma } = gap(text, after, close)
  const indent = last ? indentBefore(text, last.offset) : indentOfLine(text, object.offset) + layout.unit

  if (inOneLine || indent === undefined) {
    const blank = last && text[object.offset + 1] === ' ' ? ' ' : ''
    const property = `${JSON.stringify(name)}:${blank}${JSON.stringify(value)}`
    if (!last) return [{ from: after, to: after, text: property }]
    if (comma === undefined) return [{ from: after, to: after, text: `,${blank}${property}` }]
    return [{ from: comma + 1, to: comma + 1, text: blank + property }]
  }

  const property = `${layout.eol}${indent}${JSON.stringify(name)}: ${pretty(value, layout, indent)}`
  if (last) {
    return [
      ...(comma === undefined ? [{ from: after, to: after, text: ',' }] : []),
      { from: tail, to: tail, text: property },
    ]
  }
  const closing = layout.eol + indentOfLine(text, object.offset)
  if (tail === after) return [{ from: after, to: close, text: property + closing }]
  return [{ from: tail, to: tail, text: property + (/[\r\n]/.test(text.slice(tail, close)) ? '' : closing) }]
}

/** Undoes what `insert` does, wherever the entry stands by now. */
function remove(text: string, object: Node, name: string): Edit[] {
  const all = properties(object)
  const at = all.findLastIndex((property) => nameOf(property) === name)
  const [before, ours, next] = [all[at - 1], all[at], all[at + 1]]
  if (!ours) return []
  const ahead = gap(text, before ? end(before) : object.offset + 1, ours.offset)
  const behind = gap(text, end(ours), next ? next.offset : end(object) - 1)

  if (!before && !next && ahead.end === object.offset + 1 && (behind.comma ?? end(ours) - 1) + 1 === behind.end)
    return [{ from: ahead.end, to: end(object) - 1, text: '' }]
  if (behind.comma !== undefined) return [{ from: ahead.end, to: behind.comma + 1, text: '' }]
  const cut = { from: ahead.end, to: end(ours), text: '' }
  if (ahead.comma === undefined) return [cut]
  return ahead.comma + 1 === ahead.end
    ? [{ ...cut, from: ahead.comma }]
    : [{ from: ahead.comma, to: ahead.comma + 1, text: '' }, cut]
}

function replace(node: Node, by: string): Edit {
  return { from: node.offset, to: end(node), text: by }
}

/** The parser's objects have no prototype, which makes them unequal to any others; a clone's have. */
function valueOf(node: Node): unknown {
  return structuredClone(getNodeValue(node))
}

function source(text: string, node: Node): string {
  return text.slice(node.offset, end(node))
}

function end(node: Node): number {
  return node.offset + node.length
}

/** Edits in the order of the text, none overlapping. */
function apply(text: string, edits: Edit[]): string {
  return edits.reduceRight((rest, { from, to, text: by }) => rest.slice(0, from) + by + rest.slice(to), text)
}
