import type { Server } from '../../shared/domain.ts'

const shown = 4

/** The line under a server's name: what it says of itself, unless that only repeats the name; else what it can be asked. */
export function aboutServer(server: Pick<Server, 'name' | 'title' | 'description' | 'tools'>): string {
  const own = [server.description, server.title].find((text) => text && !repeats(text, server.name))
  if (own) return own
  const names = server.tools.slice(0, shown).map(({ name }) => name)
  const more = server.tools.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function repeats(text: string, name: string): boolean {
  const plain = (each: string) => each.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain(text) === plain(name)
}
