/** The ids of the requests in a line (several in a batch), copied as they were written; undefined: this is no JSON. */
export function requestIds(line: string): string[] | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch {
    return undefined
  }
  if (Array.isArray(parsed)) return items(line).flatMap((item, i) => idOf(parsed[i], item))
  return idOf(parsed, line.trim())
}

function idOf(value: unknown, source: string): string[] {
  if (typeof value !== 'object' || value === null || !('method' in value) || !('id' in value)) return []
  if (typeof value.id !== 'string' && typeof value.id !== 'number') return []
  // JSON.parse would round a long number.
  const members = items(source).filter((member) => JSON.parse(stringAt(member, 0)) === 'id')
  const last = members.at(-1) ?? ''
  return [last.slice(stringAt(last, 0).length).replace(/^\s*:\s*/, '')]
}

/** The source texts between the commas of a valid array or object. */
function items(source: string): string[] {
  const text = source.trim()
  const found: string[] = []
  let depth = 0
  let from = 1
  for (let at = 1; at < text.length - 1; at++) {
    const c = text[at]
    if (c === '"') at += stringAt(text, at).length - 1
    else if (c === '[' || c === '{') depth++
    else if (c === ']' || c === '}') depth--
    else if (c === ',' && depth === 0) {
      found.push(text.slice(from, at).trim())
      from = at + 1
    }
  }
  const last = text.slice(from, -1).trim()
  return last === '' ? found : [...found, last]
}

/** The string that begins at `from`, with its quotes. */
function stringAt(text: string, from: number): string {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return text.slice(from, at + 1)
}
