/** A stretch of text to show, or the name of characters that would act instead of being seen. */
export type Piece = string | { hidden: string }

/*
 * Escape sequences; control characters other than tab and line feed; direction marks; what takes no room;
 * tag characters; half a surrogate pair. What a server prints must never steer the window or look like something else.
 */
const acting =
  /\u001b\[[0-9;:?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\ud800-\udfff]|[\u{e0000}-\u{e0fff}]+/gu

/** Zero-width joiners are ordinary letters' company in some scripts and inside emoji; only between plain letters they hide something. */
function joins(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code !== 0x200c && code !== 0x200d) return false
  return text.charCodeAt(at - 1) > 0x2ff && text.charCodeAt(at + 1) > 0x2ff
}

/** Every place in a text where something acts instead of being seen, with the characters that do. */
export function* actsIn(text: string): Generator<{ at: number; acts: string }> {
  for (const match of text.matchAll(acting)) if (!joins(text, match.index)) yield { at: match.index, acts: match[0] }
}

/** Splits text into what can be shown as it is and what is shown as a box with its name. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const { at, acts } of actsIn(text)) {
    if (at > from) found.push(text.slice(from, at))
    found.push({ hidden: nameOf(acts) })
    from = at + acts.length
  }
  if (from < text.length) found.push(text.slice(from))
  return found
}

/** The same in one line of plain text, for titles and names that cannot hold a box. */
export function safeText(text: string): string {
  return pieces(text)
    .map((piece) => (typeof piece === 'string' ? piece : `[${piece.hidden}]`))
    .join('')
}

/** What stands in the box of something that acts. */
export function nameOf(found: string): string {
  if (found.startsWith('\u001b')) {
    return found.length === 1
      ? 'ESC'
      : `ESC${found
          .slice(1)
          .replace(/[\u0007\u001b]/gu, '')
          .slice(0, 40)}`
  }
  const code = found.codePointAt(0) ?? 0
  // Tag characters spell hidden ASCII; a run of them is one message.
  if (code >= 0xe0000 && found.length > 2) {
    const spelt = [...found].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) & 0x7f)).join('')
    return `hidden “${spelt.replace(/[^ -~]/gu, '?')}”`
  }
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
