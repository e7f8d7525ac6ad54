import type { Server } from '../../shared/domain.ts'
import { sayGrant } from '../../shared/grants.ts'

/** Every word of the filter must occur in the name, the description, a tool or a grant. */
export function matches(
  server: Pick<Server, 'name' | 'title' | 'description' | 'tools' | 'grants'>,
  filter: string,
): boolean {
  const texts = [
    server.name,
    server.title,
    server.description,
    ...server.tools.map(({ name }) => name),
    ...server.grants.map(sayGrant),
  ]
  const all = texts.join('\n').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => all.includes(word))
}
