/** One line of text of unknown origin: nothing that moves a cursor, colours, hides, or turns text around. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(unsafe, '\u{fffd}')
}

/** The same, with its line breaks and tabs. */
export function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\n\t]/gu, (character) => character.replace(unsafe, '\u{fffd}'))
}

/** Control characters, formatting ones (joiners inside words and emoji stay), separators of lines. */
const unsafe = /(?!\u200d|\u200c)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
