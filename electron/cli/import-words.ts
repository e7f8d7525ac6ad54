/** Every name that belongs to it begins so; the first that fits counts. */
const meanings: readonly [string, string][] = [
  ['wasi:http/', 'send HTTP requests'],
  ['wasi:filesystem/', 'open files and folders'],
  ['wasi:sockets/', 'open sockets (never granted, every use fails)'],
  ['wasi:keyvalue/', 'keep data in a key-value store'],
  ['wasi:config/', 'read configuration values'],
  ['wasi:cli/environment', 'read variables and arguments'],
  ['wasi:random/', 'get random numbers'],
  ['wasi:clocks/', 'read the clock'],
  ['wasi_snapshot_preview1', 'open files, read variables, the clock and random numbers, as far as it is given any'],
  ['wasi:cli/', 'read and write its standard streams'],
  ['wasi:io/', 'read and write its standard streams'],
]

/** What a server could ask for, by what it imports: a program can use only what it imports. */
export function importWords(imports: readonly string[]): string[] {
  const said = new Set<string>()
  const ranks = new Map(meanings.map(([, words], at) => [words, at]))
  for (const name of imports)
    said.add(meanings.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'call something else')
  return [...said].sort((a, b) => (ranks.get(a) ?? 99) - (ranks.get(b) ?? 99))
}
