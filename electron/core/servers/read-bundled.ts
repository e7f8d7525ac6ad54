import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { writeAtomic } from '../home/write-atomic.ts'
import type { NewServer, ServerBook } from './book.ts'
import type { Catalog } from './catalog.ts'
import { inspectWasm } from './inspect.ts'
import { lookOf } from './look-at-bytes.ts'
import { catalogSchema } from './server-state.ts'

/** A server that comes with the app, as it lies in `resources/servers`: NAME.wasm and, with what it offers, NAME.json. */
export interface BundledFile {
  name: string
  hash: string
  bytes: Buffer
}

/** Their names, sorted. Empty where there is no such folder. */
export async function bundledNames(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => [])
  return files.flatMap((file) => (file.endsWith('.wasm') ? [file.slice(0, -'.wasm'.length)] : [])).sort()
}

/** Rejects when it cannot be read. */
export async function readBundled(folder: string, name: string): Promise<BundledFile> {
  const bytes = await readFile(path.join(folder, `${name}.wasm`))
  return { name, bytes, hash: createHash('sha256').update(bytes).digest('hex') }
}

/** What it is and offers, without starting it. */
export async function bundledServer(folder: string, { name, bytes, hash }: BundledFile): Promise<NewServer> {
  const found = inspectWasm(bytes, name)
  const catalog = await readCatalogFile(path.join(folder, `${name}.json`))
  const { size, memories } = found
  return { name, bundledAs: name, hash, size, memories, ...lookOf(found), ...(catalog && { catalog }) }
}

/** Puts its bytes where servers are started from; returns whether they had to be written. */
export async function keepBytes(
  book: Pick<ServerBook, 'wasmPath'>,
  folder: string,
  { hash, bytes }: BundledFile,
): Promise<boolean> {
  const kept = await readFile(book.wasmPath(hash)).catch(() => undefined)
  if (kept?.equals(bytes)) return false
  await mkdir(folder, { recursive: true, mode: 0o700 })
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
