import { refuse, type GrantContext } from './grant-context.ts'

/** Refuses a grant that the server could not use: it would look as if it allowed something. `interfaceName` is without a version. */
export function refuseUnused({ server }: GrantContext, interfaceName: string, therefore: string): void {
  if (server.imports.some((name) => name === interfaceName || name.startsWith(`${interfaceName}@`))) return
  throw refuse(
    `The server "${server.name}" does not import ${interfaceName}, ${therefore}.`,
    'Nothing has to be granted. Use a build of the server that imports it.',
  )
}
