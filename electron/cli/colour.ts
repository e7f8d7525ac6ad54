import type { Terminal } from './terminal.ts'

const codes = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const

/** Colour says nothing that the words do not say too. */
export function paint(terminal: Pick<Terminal, 'colours'>, colour: keyof typeof codes, text: string): string {
  return terminal.colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text
}
