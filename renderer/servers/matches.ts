import type { Server } from '../../shared/domain.ts'

/** Every word of the filter must occur in the name, the description or a tool. */
export function matches(server: Pick<Server, 'name' | 'title' | 'description' | 'tools'>, filter: string): boolean {
  const texts = [server.name, server.title, server.description, ...server.tools.map(({ name }) => name)]
  const all = texts.join('\n').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => all.includes(word))
}
