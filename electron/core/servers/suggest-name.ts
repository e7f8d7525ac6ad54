export const serverName = /^[a-z0-9][a-z0-9-]{0,31}$/

/** A server name made of a file's name; always a legal one. */
export function suggestName(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? ''
  const name = base
    .replace(/(?:\.(?:wasm|wat|component|module))+$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 32)
    .replace(/-+$/, '')
  return serverName.test(name) ? name : 'server'
}

/** The name itself when it is free, else with -2, -3 ... behind it. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name
  for (let number = 2; ; number++) {
    const suffix = `-${number}`
    const numbered = name.slice(0, 32 - suffix.length).replace(/-+$/, '') + suffix
    if (!taken(numbered)) return numbered
  }
}
