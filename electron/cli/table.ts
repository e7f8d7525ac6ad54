import { stripVTControlCharacters } from 'node:util'

/** Rows under a headline, columns aligned. With `columns` no line is longer: the last column is cut. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], columns?: number): string {
  const all = [head, ...rows]
  const widths = head.map((_, i) => Math.max(...all.map((row) => widthOf(row[i] ?? ''))))
  return all.map((row) => `${line(row, widths, columns)}\n`).join('')
}

/** Names before values, without a headline. Empty values are left out. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const shown = pairs.filter(([, value]) => value !== '')
  const width = Math.max(0, ...shown.map(([name]) => widthOf(name)))
  return shown.map(([name, value]) => `${pad(name, width)}  ${value}\n`).join('')
}

function line(row: readonly string[], widths: readonly number[], columns: number | undefined): string {
  const text = widths
    .map((width, i) => pad(row[i] ?? '', width))
    .join('  ')
    .trimEnd()
  return columns === undefined ? text : cut(text, columns)
}

export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let width = 0
  let kept = ''
  for (const character of text) {
    width += widthOf(character)
    if (width > columns - 1) break
    kept += character
  }
  return `${kept}…`
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Columns on a terminal, near enough: wide East Asian characters and emoji take two, combining marks none. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of stripVTControlCharacters(text)) {
    if (/\p{M}|\u200b/u.test(character)) continue
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1
  }
  return width
}
