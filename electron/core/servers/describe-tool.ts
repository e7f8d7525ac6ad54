import { ProblemError } from '../../../shared/rpc.ts'
import type { ServerEntry, ServersFile } from './server-state.ts'

/** What clients shall be shown instead of a tool's own; null takes that back. */
export interface Said {
  name?: string | null
  description?: string | null
}

/** Names that the person gave to the tools of a server. */
export function givenNames({ given = {} }: Pick<ServerEntry, 'given'>): string[] {
  return Object.values(given).flatMap(({ name }) => (name === undefined ? [] : [name]))
}

/** The entry with another name or description of one tool for clients. Refuses a name that another tool has, or gets back when its own new one is taken away. */
export function describeTool(entry: ServerEntry, file: ServersFile, tool: string, said: Said): ServerEntry {
  const given = new Map(Object.entries(entry.given ?? {}))
  const next = { ...given.get(tool) }
  if (said.description === null) delete next.description
  else if (said.description !== undefined) next.description = said.description
  // Its first name needs no keeping.
  const own = Object.hasOwn(entry.names, tool) ? entry.names[tool] : undefined
  if (said.name === null || (said.name !== undefined && said.name === own)) delete next.name
  else if (said.name !== undefined) {
    refuseTaken(entry.id, file, tool, said.name)
    next.name = said.name
  }
  if (Object.keys(next).length === 0) given.delete(tool)
  else given.set(tool, next)
  const { ...changed } = entry
  if (given.size === 0) delete changed.given
  else changed.given = Object.fromEntries(given)
  return changed
}

function refuseTaken(server: string, file: ServersFile, tool: string, wanted: string): void {
  for (const { id, names, given = {} } of file.servers) {
    for (const [other, name] of Object.entries(names)) {
      if (id === server && other === tool) continue
      const now = (Object.hasOwn(given, other) && given[other]?.name) || name
      if (now === wanted) throw taken(`The tool ${other} of ${id} has the name ${wanted} already.`)
      if (name === wanted)
        throw taken(`The name ${wanted} is kept for the tool ${other} of ${id}, which is called ${now} now.`)
    }
  }
}

function taken(message: string): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message,
    hint: 'Clients tell tools apart by their names. Choose another one.',
  })
}
