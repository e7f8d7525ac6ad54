import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Places } from '../home/places.ts'
import type { ServerBook } from './book.ts'

interface Deps {
  book: ServerBook
  places: Pick<Places, 'cache'>
}

/** Takes a server out of the book and deletes its bytes and code. Its instances must have ended. */
export async function removeServer({ book, places }: Deps, id: string): Promise<void> {
  const hash = book.get(id)?.hash
  await book.remove(id)
  if (hash !== undefined) await deleteBytes(book, places, hash)
}

/** Deletes bytes and code, unless a server has them. */
export async function deleteBytes(book: ServerBook, places: Pick<Places, 'cache'>, hash: string): Promise<void> {
  if (book.list().some((server) => server.hash === hash)) return
  await rm(book.wasmPath(hash), { force: true })
  const root = path.join(places.cache, 'cwasm')
  for (const runtime of await readdir(root).catch(() => [])) {
    const folder = path.join(root, runtime)
    for (const name of await readdir(folder).catch(() => []))
      if (name.startsWith(`${hash}-`)) await rm(path.join(folder, name), { force: true })
  }
}
