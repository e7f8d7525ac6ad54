/** One word for a POSIX shell, whatever is in it but a zero byte, which no argument can have. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text)) return text
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`
}

/** The value of a variable, as it is when the command runs; undefined for what no shell's variable can be called. */
export function shellVariable(name: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `"$${name}"` : undefined
}
