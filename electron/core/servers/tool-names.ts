import { createHash } from 'node:crypto'

const legal = /^[a-zA-Z0-9_-]{1,64}$/
const maxLength = 64

/**
 * The names under which clients see a server's tools, by the tools' own names. A name that was given before stays, whatever else came or went:
 * clients remember "always allow" by name. Names of tools that vanished are kept too, in case they come back.
 *
 * A tool keeps its own name where that is legal and nobody else's. Otherwise its server's name stands in front (`time_get_current_time`),
 * and where that is too long, taken or not faithful, it ends in a hash of both names.
 */
export function nameTools(
  server: string,
  tools: readonly string[],
  given: Readonly<Record<string, string>>,
  takenByOthers: ReadonlySet<string>,
): Record<string, string> {
  const names = new Map(Object.entries(given))
  const taken = new Set([...takenByOthers, ...names.values()])
  for (const tool of tools) {
    if (names.has(tool)) continue
    const name = newName(server, tool, taken)
    names.set(tool, name)
    taken.add(name)
  }
  return Object.fromEntries(names)
}

function newName(server: string, tool: string, taken: ReadonlySet<string>): string {
  if (legal.test(tool) && !taken.has(tool)) return tool
  const full = `${server}_${tool}`
  const clean = full.replace(/[^a-zA-Z0-9_-]/g, '_')
  if (clean.length <= maxLength && !taken.has(clean)) return clean
  for (let salt = 0; ; salt++) {
    const hash = createHash('sha256').update(`${salt}/${server}/${tool}`).digest('hex').slice(0, 8)
    const name = `${clean.slice(0, maxLength - 9)}_${hash}`
    if (!taken.has(name)) return name
  }
}
