/** The text in which `find` looks: upper and lower case are the same in it, in every script, `ß` and `SS` too. */
export function fold(text: string): string {
  return beyondAscii.test(text) ? text.toUpperCase().toLowerCase().replaceAll('ς', 'σ') : text.toLowerCase()
}

const beyondAscii = /[^\x00-\x7f]/
