/**
 * The JSON text of a value, no longer than about `limit` characters, and the bytes of all of it. A large value is never
 * turned into text as a whole: a 30 MB result costs what is kept of it. Above the limit, `bytes` leaves out the escapes.
 */
export function boundedJson(value: unknown, limit: number): { text: string; bytes: number } {
  try {
    const bytes = sizeOf(value)
    if (bytes <= limit) {
      const text = JSON.stringify(value) ?? 'null'
      return { text, bytes: Buffer.byteLength(text) }
    }
    const out: string[] = []
    write(value, out, limit)
    return { text: out.join(''), bytes }
  } catch {
    // Only what did not come from JSON, or is nested deeper than the stack: cycles, big integers.
    return { text: '"[cannot be written as JSON]"', bytes: 0 }
  }
}

/** Without recursion, as it sees every value. */
function sizeOf(root: unknown): number {
  let bytes = 0
  const left: unknown[] = [root]
  let seen = 0
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string') bytes += Buffer.byteLength(value) + 2
    else if (typeof value !== 'object' || value === null) bytes += String(value).length
    else if (Array.isArray(value)) {
      bytes += value.length + 1
      for (const item of value) left.push(item)
    } else {
      bytes += 1
      for (const key of Object.keys(value)) {
        bytes += Buffer.byteLength(key) + 4
        left.push((value as Record<string, unknown>)[key])
      }
    }
    // More values than the longest line can hold: a cycle.
    if (++seen > 20_000_000) throw new RangeError('no JSON')
  }
  return bytes
}

/** Returns what is left of the limit; 0 ends the writing. */
function write(value: unknown, out: string[], left: number): number {
  if (left <= 0) return 0
  if (typeof value === 'string') return push(JSON.stringify(value.slice(0, left)), out, left)
  if (typeof value !== 'object' || value === null) return push(JSON.stringify(value) ?? 'null', out, left)
  const entries: Iterable<[string, unknown]> | Iterable<unknown> = Array.isArray(value) ? value : Object.entries(value)
  const isArray = Array.isArray(value)
  left = push(isArray ? '[' : '{', out, left)
  let first = true
  for (const entry of entries) {
    if (!first) left = push(',', out, left)
    first = false
    if (isArray) left = write(entry, out, left)
    else {
      const [key, inner] = entry as [string, unknown]
      left = write(inner, out, push(`${JSON.stringify(key.slice(0, left))}:`, out, left))
    }
    if (left <= 0) return 0
  }
  return push(isArray ? ']' : '}', out, left)
}

function push(text: string, out: string[], left: number): number {
  if (left <= 0) return 0
  out.push(text)
  return Math.max(0, left - text.length)
}
