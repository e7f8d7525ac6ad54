import type { Limits, Notice } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import type { ServerBook } from './book.ts'
import { bundledNames, bundledServer, keepBytes, readBundled } from './read-bundled.ts'

interface Deps {
  book: ServerBook
  places: Pick<Places, 'wasm'>
  /** Where they lie: NAME.wasm and, with what it offers, NAME.json. */
  folder: string
  /** What new ones may use. */
  limits?: Limits
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
}

/**
 * Puts the servers that come with the app into the book, switched off, with what they offer: without wasmtime and without starting them.
 * A newer one takes the place of the older, and keeps its switches; one that the person removed stays away. Never rejects.
 */
export async function registerBundled(deps: Deps): Promise<void> {
  for (const name of await bundledNames(deps.folder)) {
    try {
      await register(deps, name)
    } catch (error) {
      const { message } = error instanceof ProblemError ? error.problem : (error as Error)
      deps.onNotice({
        level: 'error',
        message: `The server "${name}" that comes with Belljar cannot be used: ${message}`,
      })
    }
  }
}

async function register({ book, places, folder, limits }: Deps, name: string): Promise<void> {
  if (book.wasRemoved(name)) return
  const file = await readBundled(folder, name)
  const known = book.list().find((server) => server.bundledAs === name)
  const written = await keepBytes(book, places.wasm, file)
  if (known?.hash === file.hash) return written ? book.checkBytes(known.id) : undefined
  const server = await bundledServer(folder, file)
  if (!known) return void (await book.add({ ...server, ...(limits && { limits }) }))
  await book.replace(known.id, server)
  await book.dropBytes(known.hash)
}
