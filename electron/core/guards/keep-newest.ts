import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** Every change of a grant can make another copy of a server behind its guards: of those only the newest are kept. */
const kept = 4

/** Deletes all but the newest files of a server in a cache folder; one that cannot be deleted now stays. */
export async function keepNewest(folder: string, hash: string, current: string): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(`${hash}-`))
  const files = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name)
      const at = await stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      )
      return { file, at }
    }),
  )
  const old = files
    .filter(({ file }) => file !== current)
    .sort((a, b) => b.at - a.at)
    .slice(kept)
  for (const { file } of old) await rm(file, { force: true }).catch(() => undefined)
}
