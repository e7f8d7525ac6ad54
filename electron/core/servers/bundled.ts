import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Notice } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import type { NewServer, ServerBook } from './book.ts'
import type { Catalog } from './catalog.ts'
import { inspectWasm } from './inspect.ts'
import { lookOf } from './look-at-bytes.ts'
import { catalogSchema } from './server-state.ts'

interface Deps {
  book: ServerBook
  places: Pick<Places, 'wasm'>
  /** Where they lie: NAME.wasm and, with what it offers, NAME.json. */
  folder: string
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
}

/**
 * Puts the servers that come with the app into the book, switched off, with what they offer: without wasmtime and without starting them.
 * A newer one takes the place of the older, and keeps its switches; one that the person removed stays away. Never rejects.
 */
export async function registerBundled({ book, places, folder, onNotice }: Deps): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.wasm')).sort()
  for (const name of names) {
    const bundledAs = name.slice(0, -'.wasm'.length)
    try {
      await register(book, places, folder, bundledAs)
    } catch (error) {
      const { message } = error instanceof ProblemError ? error.problem : (error as Error)
      onNotice({
        level: 'error',
        message: `The server "${bundledAs}" that comes with Belljar cannot be used: ${message}`,
      })
    }
  }
}

async function register(book: ServerBook, places: Deps['places'], folder: string, bundledAs: string): Promise<void> {
  if (book.wasRemoved(bundledAs)) return
  const bytes = await readFile(path.join(folder, `${bundledAs}.wasm`))
  const hash = createHash('sha256').update(bytes).digest('hex')
  const known = book.list().find((server) => server.bundledAs === bundledAs)
  const written = await keepBytes(book, places, hash, bytes)
  if (known?.hash === hash) return written ? book.checkBytes(known.id) : undefined
  const found = inspectWasm(bytes, bundledAs)
  const { size, memories } = found
  const catalog = await readCatalogFile(path.join(folder, `${bundledAs}.json`))
  const server: NewServer = {
    name: bundledAs,
    bundledAs,
    hash,
    size,
    memories,
    ...lookOf(found),
    ...(catalog && { catalog }),
  }
  if (!known) return void (await book.add(server))
  await book.replace(known.id, server)
  await book.dropBytes(known.hash)
}

/** Returns whether they had to be written. */
async function keepBytes(book: ServerBook, places: Deps['places'], hash: string, bytes: Uint8Array): Promise<boolean> {
  const kept = await readFile(book.wasmPath(hash)).catch(() => undefined)
  if (kept?.equals(bytes)) return false
  await mkdir(places.wasm, { recursive: true, mode: 0o700 })
  await writeAtomic(book.wasmPath(hash), bytes)
  return true
}

/** Undefined where there is none: the server's first start tells then. */
async function readCatalogFile(file: string): Promise<Catalog | undefined> {
  try {
    return catalogSchema.parse(JSON.parse(await readFile(file, 'utf8'))) as Catalog
  } catch {
    return undefined
  }
}
