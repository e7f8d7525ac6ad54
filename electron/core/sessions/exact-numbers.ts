import { randomUUID } from 'node:crypto'
import type { Json } from './message.ts'

/** Fewer digits always survive JSON.parse. */
const long = /\d{16}/
const number = /-?\d[\d.eE+-]*/g

/** Arguments whose numbers JSON.parse rounded, and the text that they were. */
const texts = new WeakMap<object, string>()

/** JSON of a part of a message, or of what is made of it, with every number as the line has it; undefined: none in it is long. */
export function restate(line: string, part: (message: Json) => unknown): string | undefined {
  if (!long.test(line)) return undefined
  // Nobody can write it into a line beforehand.
  const mark = randomUUID()
  const stated = JSON.stringify(part(JSON.parse(marked(line, mark)) as Json))
  return stated.replaceAll(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1')
}

/** Lets the arguments of a call find their text again. */
export function keepExact(line: string, args: unknown): void {
  if (typeof args !== 'object' || args === null) return
  const text = restate(line, ({ params }) => (params as Json)['arguments'])
  if (text !== undefined) texts.set(args, text)
}

/** Lets a call's arguments be written as they are in this text. */
export function keepText(args: object, text: string): void {
  // One message is one line; within strings JSON has no line breaks.
  texts.set(args, text.replace(/[\r\n]+/g, ' '))
}

/** The text that a call's arguments are written as, where JSON.stringify would say something else. */
export function exactText(args: unknown): string | undefined {
  return typeof args === 'object' && args !== null ? texts.get(args) : undefined
}

/** The params of a request as JSON. */
export function paramsText(params: Json): string {
  const args = params['arguments']
  const exact = exactText(args)
  if (exact === undefined) return JSON.stringify(params)
  const rest = { ...params }
  delete rest['arguments']
  const [head, comma] = Object.keys(rest).length === 0 ? ['{', ''] : [JSON.stringify(rest).slice(0, -1), ',']
  return `${head}${comma}"arguments":${exact}}`
}

/** The line with each long number as a string behind a mark. Strings may hold digits too, so they are stepped over. */
function marked(line: string, mark: string): string {
  const withMarks = (text: string) =>
    text.replaceAll(number, (found) => (found.length < 16 ? found : `"${mark}${found}"`))
  const parts: string[] = []
  let at = 0
  for (;;) {
    const start = line.indexOf('"', at)
    if (start < 0) return parts.concat(withMarks(line.slice(at))).join('')
    const end = endOfString(line, start)
    parts.push(withMarks(line.slice(at, start)), line.slice(start, end))
    at = end
  }
}

/** Behind the closing quote of the string that begins at `start`. */
function endOfString(line: string, start: number): number {
  let at = start + 1
  for (;;) {
    const quote = line.indexOf('"', at)
    if (quote < 0) return line.length
    let slashes = 0
    while (line[quote - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return quote + 1
    at = quote + 1
  }
}
