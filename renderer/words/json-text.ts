export interface Token {
  /** k: key, s: string, n: number or word, q: punctuation. */
  kind: 'k' | 's' | 'n' | 'q' | ''
  text: string
}

/** Larger texts are shown plain: colouring them would take longer than reading them. */
const colourLimit = 100_000

/** JSON made readable, or the text as it is where it is not JSON (for instance because it was cut). */
export function readable(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}

export function tokens(text: string): Token[] {
  if (text.length > colourLimit) return [{ kind: '', text }]
  const found: Token[] = []
  let from = 0
  // A string that is cut goes on to the end: to look for its end again from each quote in it would take for ever.
  const pattern = /("(?:[^"\\]|\\.)*(?:"|\\?$))(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/gsu
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) found.push({ kind: '', text: text.slice(from, match.index) })
    const [whole, string, colon] = match
    if (string === undefined) found.push({ kind: 'n', text: whole })
    else {
      found.push({ kind: colon === undefined ? 's' : 'k', text: string })
      if (colon !== undefined) found.push({ kind: '', text: colon })
    }
    from = match.index + whole.length
  }
  if (from < text.length) found.push({ kind: '', text: text.slice(from) })
  return found
}
