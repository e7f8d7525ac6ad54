/** A JSON pointer to a place in arguments. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A place as a person reads it: `options.excludes, item 2`. */
export function placeOf(pointer: string): string {
  return pathOf(pointer)
    .map((step, index) =>
      /^\d+$/.test(step) && index > 0 ? `, item ${Number(step) + 1}` : `${index > 0 ? '.' : ''}${step}`,
    )
    .join('')
}
