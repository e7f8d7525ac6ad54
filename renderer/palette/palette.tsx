/** Go to or run: every place and every command, by a few letters. */
export function Palette() {
  return null
}
