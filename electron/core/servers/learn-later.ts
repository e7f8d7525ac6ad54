import { termsKey } from '../runtimes/terms.ts'
import type { InstalledServer, ServerBook } from './book.ts'
import type { Catalog } from './catalog.ts'

interface Deps {
  book: ServerBook
  /** Starts the server once and reads what it offers. */
  probe(server: InstalledServer): Promise<Catalog>
}

/** Asks a server that could not start at its installation what it offers, once it has what it needs. */
export function learnLater({ book, probe }: Deps): () => void {
  /** With which grants and limits each was tried. */
  const tried = new Map<string, string>()
  return book.onChange((id) => {
    const server = book.get(id)
    if (!server) return void tried.delete(id)
    if (server.catalog || server.missing.length > 0) return
    const key = termsKey(server)
    if (tried.get(id) === key) return
    tried.set(id, key)
    // Why it does not start is said when it is called or restarted.
    probe(server)
      .then((catalog) => book.keepCatalog(id, catalog))
      .catch(() => undefined)
  })
}
