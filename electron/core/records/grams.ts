/** Bits of a block's signature. */
export const positions = 16_384
const mask = positions - 1

/** Marks every three and every four characters that follow each other. `text` is folded. */
export function markGrams(text: string, marks: Uint32Array): void {
  let a = 0
  let b = 0
  let c = 0
  for (let i = 0; i < text.length; i++) {
    const d = text.charCodeAt(i)
    if (i >= 2) {
      const three = gram3(b, c, d)
      mark(marks, three)
      if (i >= 3) {
        const four = gram4(a, b, c, d)
        mark(marks, four)
      }
    }
    a = b
    b = c
    c = d
  }
}

export function mark(marks: Uint32Array, at: number): void {
  marks[at >>> 5] = (marks[at >>> 5] ?? 0) | (1 << (at & 31))
}

/** Where a block that holds this folded text has its bits; none for fewer than three characters. Those that rule out most come first. */
export function gramsOf(text: string, most = 24): number[] {
  const code = (at: number) => text.charCodeAt(at)
  const found = new Set<number>()
  for (let i = 3; i < text.length; i++) found.add(gram4(code(i - 3), code(i - 2), code(i - 1), code(i)))
  for (let i = 2; i < text.length && found.size < most; i++) found.add(gram3(code(i - 2), code(i - 1), code(i)))
  // Spread over the whole text: its beginning may be what every line begins with.
  const all = [...found]
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(most, all.length) }, (_, i) => all[Math.floor(i * step)] ?? 0)
}

/** Of what is known about a line beside its text. */
export function factOf(kind: number, one: number, two = 0): number {
  return mix(Math.imul(kind, 0x165667b1) + Math.imul(one, 0x9e3779b1) + Math.imul(two, 0x85ebca6b))
}

function gram3(a: number, b: number, c: number): number {
  return mix(Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0xc2b2ae35))
}

function gram4(a: number, b: number, c: number, d: number): number {
  return mix(
    Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca6b) + Math.imul(c, 0xc2b2ae35) + Math.imul(d, 0x27d4eb2f) + 1,
  )
}

function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) & mask
}
