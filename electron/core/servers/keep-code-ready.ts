import type { Instances } from '../instances.ts'
import type { InstalledServer, ServerBook } from './book.ts'
import { compileAhead } from './compile-ahead.ts'

/** So that no first call waits for a compiler. A server that cannot be compiled says so when it is called. */
export function keepCodeReady(book: ServerBook, instances: Instances): void {
  const makeReady = (server: InstalledServer) => instances.makeReady(server)
  void compileAhead(makeReady, book.list(), () => undefined)
    .then(() => instances.makeGuardsReady())
    .catch(() => undefined)
  // Other grants can mean other guards.
  book.onChange((id) => {
    const server = book.get(id)
    if (server) void instances.makeReady(server).catch(() => undefined)
  })
}
