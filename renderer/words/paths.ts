/** `~/src` for what lies in the person's own folder. Paths elsewhere, and those that only begin alike, stay as they are. */
export function tilde(path: string, home: string | null): string {
  if (!home || home === '/') return path
  if (path === home) return '~'
  const next = path.charAt(home.length)
  return path.startsWith(home) && (next === '/' || next === '\\') ? `~${path.slice(home.length)}` : path
}

/** Every such path in a sentence. */
export function tildeIn(text: string, home: string | null): string {
  if (!home || home === '/') return text
  return text
    .split(/(\s+)/u)
    .map((word) => tilde(word, home))
    .join('')
}
