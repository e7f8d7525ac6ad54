import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'

/** How the first folder lies to the second. */
export type Relation = 'same' | 'inside' | 'contains' | 'apart'

/**
 * Compares by name, part for part (`/data` is apart from `/data-evil`), and by what the file system says is the same folder: it
 * may be mounted in two places, and names may differ in capitals only. Both absolute, links resolved; either may be missing.
 */
export async function relate(a: string, b: string, platform: NodeJS.Platform): Promise<Relation> {
  const byName = relateNames(a, b, platform)
  if (byName !== 'apart') return byName
  const [ofA, ofB] = await Promise.all([chain(a), chain(b)])
  if (ofA.self !== undefined && ofA.self === ofB.self) return 'same'
  if (ofB.self !== undefined && ofA.above.includes(ofB.self)) return 'inside'
  if (ofA.self !== undefined && ofB.above.includes(ofA.self)) return 'contains'
  return 'apart'
}

export function relateNames(a: string, b: string, platform: NodeJS.Platform): Relation {
  const flavour = platform === 'win32' ? path.win32 : path.posix
  // More is the same there than differs in writing; to take too much for the same only refuses more.
  const fold = (name: string) =>
    platform === 'win32' || platform === 'darwin' ? name.normalize('NFC').toLowerCase() : name
  const parts = (name: string) =>
    fold(flavour.normalize(name))
      .split(flavour.sep)
      .filter((part) => part !== '')
  const [ofA, ofB] = [parts(a), parts(b)]
  const shared = Math.min(ofA.length, ofB.length)
  if (ofA.slice(0, shared).join('\0') !== ofB.slice(0, shared).join('\0')) return 'apart'
  return ofA.length === ofB.length ? 'same' : ofA.length > ofB.length ? 'inside' : 'contains'
}

/** Links resolved as far as the path exists, with the rest appended. */
export async function realPathOf(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    const parent = path.dirname(folder)
    return parent === folder ? folder : path.join(await realPathOf(parent), path.basename(folder))
  }
}

/** What the file system calls a folder and everything above it. */
async function chain(folder: string): Promise<{ self: string | undefined; above: string[] }> {
  const self = await identity(folder)
  const above: string[] = []
  for (let at = folder; path.dirname(at) !== at;) {
    at = path.dirname(at)
    const one = await identity(at)
    if (one !== undefined) above.push(one)
  }
  return { self, above }
}

async function identity(folder: string): Promise<string | undefined> {
  const found = await stat(folder, { bigint: true }).catch(() => undefined)
  // Some file systems know no numbers: then names have to do.
  return found && found.ino !== 0n ? `${found.dev}:${found.ino}` : undefined
}
