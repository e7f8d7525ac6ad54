/** The same set as the window shows as boxed text: what steers a terminal or turns the reading direction. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

/** One printable line of at most `longest` characters, for menus and notifications, which show text of guests as it is. */
export function plainLine(text: string, longest: number): string {
  // Cut before it is looked at, as a guest decides how long it is.
  const line = text
    .slice(0, longest * 4)
    .replace(hidden, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`
}
