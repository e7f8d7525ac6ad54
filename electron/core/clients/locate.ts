import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { ClientRow, Surroundings } from './client-table.ts'

/** Where this client's config file is or would be, and whether the client looks installed. */
export interface Location {
  /** Undefined when this platform, or this environment, has no place for it. */
  path: string | undefined
  found: boolean
}

export async function locate(row: ClientRow, { env, platform }: Surroundings): Promise<Location> {
  const join = platform === 'win32' ? path.win32 : path.posix
  const configs = await expand(row.configs[platform]?.(env) ?? [], join)
  const signs = await expand(row.installed[platform]?.(env) ?? [], join)

  const file = await first(configs, exists)
  const folder = file ?? (await first(configs, (config) => exists(join.dirname(config))))
  return {
    // A pattern that matched nothing is no place to write to.
    path: folder ?? configs.find((config) => !config.includes('*')),
    found: folder !== undefined || (await first(signs, exists)) !== undefined,
  }
}

async function first(places: string[], test: (place: string) => Promise<boolean>): Promise<string | undefined> {
  for (const place of places) if (await test(place)) return place
  return undefined
}

/** A dangling link counts as there: it says where the file belongs. */
async function exists(place: string): Promise<boolean> {
  return lstat(place).then(
    () => true,
    () => false,
  )
}

/** Replaces a segment with a `*` by the names that fit; without one the place stays as it is. */
async function expand(places: (string | undefined)[], join: path.PlatformPath): Promise<string[]> {
  const all = await Promise.all(
    places.map(async (place) => {
      if (place === undefined) return []
      const segments = place.split(join.sep)
      const star = segments.findIndex((segment) => segment.includes('*'))
      if (star === -1) return [place]
      const [head = '', tail = ''] = segments[star]?.split('*') ?? []
      const folder = segments.slice(0, star).join(join.sep)
      const names = await readdir(folder).catch(() => [])
      return names
        .filter((name) => name.startsWith(head) && name.endsWith(tail))
        .sort()
        .map((name) => join.join(folder, name, ...segments.slice(star + 1)))
    }),
  )
  return all.flat()
}
