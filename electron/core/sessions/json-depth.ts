/** JSON.parse takes any depth; JSON.stringify and most readers do not. */
export const maxDepth = 1000

/** Whether the text nests deeper than `maxDepth`. Only brackets outside of strings count; the text need not be valid. */
export function isTooDeep(text: string): boolean {
  // Each level takes a character to open and one to close.
  if (text.length < 2 * maxDepth) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      at = endOfString(text, at)
      if (at < 0) return false
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > maxDepth) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}

/** Position of the closing quote of the string that opens at `from`, or -1. */
export function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return at
  }
  return -1
}
