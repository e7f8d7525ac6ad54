/** A name from a file of unknown origin, for a sentence: nothing hidden, nothing that turns text around, at most `max` characters. */
export function printable(name: string, max = 100): string {
  const visible = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}')
  const characters = [...visible]
  return characters.length <= max ? visible : `${characters.slice(0, max).join('')}…`
}

/** "a", "a and b", "a, b and 7 more". */
export function listed(names: readonly string[]): string {
  const shown = names.map((name) => printable(name))
  if (shown.length <= 2) return shown.join(' and ')
  return shown.length === 3
    ? `${shown[0]}, ${shown[1]} and ${shown[2]}`
    : `${shown[0]}, ${shown[1]} and ${shown.length - 2} more`
}
