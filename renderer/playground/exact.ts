/** Stands before numbers in a form's value that JavaScript would round. Made anew in every window, so that no text can begin with it. */
const mark = `\u{f8fe}${crypto.randomUUID()}:`
const inText = new RegExp(`"${mark}([^"]*)"`, 'g')

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

export function isNumberText(text: string): boolean {
  return jsonNumber.test(text)
}

/** A number as it is written: as a number where that keeps every digit, else as a text with a mark. */
export function exactNumber(text: string): number | string {
  const value = Number(text)
  return String(value) === text ? value : mark + text
}

/** The digits of a number that is kept as text. */
export function exactDigits(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(mark) ? value.slice(mark.length) : undefined
}

/** JSON of a form's value, its numbers as they were written. */
export function writeJson(value: unknown, indent = 2): string {
  return (JSON.stringify(value, null, indent) ?? '').replaceAll(inText, '$1')
}

/** The value as a schema sees it. */
export function rounded(value: unknown): unknown {
  const digits = exactDigits(value)
  if (digits !== undefined) return Number(digits)
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]))
}
