const mark = '[redacted]'
/** Shorter values would blank out half of every text, and by that tell what they are. */
const shortest = 4
/** So many characters in lower case are not a coincidence: names of hosts are always told so. */
const shortestLowered = 8
/** So many characters of base64 are not a coincidence. */
const shortestEncoded = 8

/**
 * Replaces secrets by value, in the forms in which programs print them: plain, base64 and base64url at each of the three
 * alignments, in lower case, URL-encoded, JSON-escaped (also twice). A secret of several lines is also found line by line, as log lines
 * are stored one by one. Not found: a secret that a guest splits, encrypts or spells otherwise.
 */
export class Redactor {
  #needles: string[] = []
  #secrets = new Set<string>()
  /** The longest form in characters: a text may be cut only this far behind what is kept of it. */
  longest = 0

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret)
  }

  get secrets(): string[] {
    return [...this.#secrets]
  }

  add(secret: string): void {
    if (this.#secrets.has(secret)) return
    this.#secrets.add(secret)
    const needles = new Set(this.#needles)
    for (const part of [secret, secret.trim(), ...secret.split(/[\r\n]+/).map((line) => line.trim())])
      if (part.length >= shortest) for (const form of forms(part)) needles.add(form)
    // Longest first: a form that contains another one is replaced as a whole.
    this.#needles = [...needles].sort((a, b) => b.length - a.length)
    this.longest = this.#needles[0]?.length ?? 0
  }

  redact(text: string): string {
    for (const needle of this.#needles) if (text.includes(needle)) text = text.replaceAll(needle, mark)
    return text
  }
}

function* forms(value: string): Generator<string> {
  yield value
  if (value.length >= shortestLowered) yield value.toLowerCase()
  const escaped = [JSON.stringify(value).slice(1, -1), ascii(value), value.replaceAll('/', '\\/')]
  for (const form of escaped) {
    yield form
    yield JSON.stringify(form).slice(1, -1)
  }
  // A lone surrogate has no URL encoding.
  const url = encodeURIComponent(value.replaceAll(/\p{Cs}/gu, '\uFFFD'))
  const strict = url.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  for (const form of [url, strict, url.replaceAll('%20', '+'), strict.replaceAll('%20', '+')]) {
    yield form
    yield form.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
  }
  for (const form of base64(Buffer.from(value))) if (form.length >= shortestEncoded) yield form
}

/** The characters that a value always yields, whatever stands before and after it; the first form is the whole alone. */
function* base64(bytes: Buffer): Generator<string> {
  yield bytes.toString('base64').replaceAll('=', '')
  yield bytes.toString('base64url')
  for (const before of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    const [first, end] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)]
    yield padded.toString('base64').slice(first, end)
    yield padded.toString('base64url').slice(first, end)
  }
}

/** As Python and others write JSON: everything beyond ASCII as \uXXXX. */
function ascii(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
