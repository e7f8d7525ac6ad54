import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Places } from '../home/places.ts'

/** Deletes what is kept of a wasm file: its bytes, itself behind guards, and its machine code for every runtime. What cannot be deleted now stays. */
export async function deleteBytes(places: Pick<Places, 'wasm' | 'cache'>, hash: string): Promise<void> {
  const gone = (file: string) => rm(file, { force: true }).catch(() => undefined)
  await gone(path.join(places.wasm, `${hash}.wasm`))
  const root = path.join(places.cache, 'cwasm')
  const code = (await readdir(root).catch(() => [])).map((runtime) => path.join(root, runtime))
  for (const folder of [path.join(places.cache, 'guarded'), ...code])
    for (const name of await readdir(folder).catch(() => []))
      if (name.startsWith(`${hash}-`)) await gone(path.join(folder, name))
}

export function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}
