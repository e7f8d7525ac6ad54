import type { Catalog } from './catalog.ts'
import { givenNames } from './describe-tool.ts'
import type { ServerEntry, ServersFile } from './server-state.ts'
import { toolObjects } from './tool-face.ts'
import { nameTools } from './tool-names.ts'

/** Gives every tool that has none yet its name for clients. Names that the person gave are nobody else's, whatever comes. */
export function named(entry: ServerEntry, file: ServersFile): ServerEntry {
  const others = file.servers.filter(({ id }) => id !== entry.id)
  const taken = [...others.flatMap(({ names }) => Object.values(names)), ...[...others, entry].flatMap(givenNames)]
  const tools = [...toolObjects(entry.catalog as Catalog | undefined).keys()]
  return { ...entry, names: nameTools(entry.id, tools, entry.names, new Set(taken)) }
}
