import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { link, mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** Stands in every file that no guest may read. */
export const canary = 'canary-6b1f0e'

/** Folders on the host: what is granted, what is not, and links between them. */
export interface World {
  root: string
  /** Granted read-only, and to be changed. */
  read: string
  write: string
  /** Never granted. Its name begins like that of a folder that is. */
  outside: string
  evil: string
}

export async function makeWorld(): Promise<World> {
  const root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'belljar-world-')))
  const world: World = {
    root,
    read: path.join(root, 'read'),
    write: path.join(root, 'data'),
    outside: path.join(root, 'outside'),
    evil: path.join(root, 'data-evil'),
  }
  for (const folder of [world.read, world.write, world.outside, world.evil]) {
    await mkdir(path.join(folder, 'sub'), { recursive: true })
    const secret = folder === world.outside || folder === world.evil
    await writeFile(path.join(folder, 'file.txt'), secret ? canary : 'plain')
    await writeFile(path.join(folder, 'other.txt'), secret ? canary : 'other')
    await writeFile(path.join(folder, 'sub', 'deep.txt'), secret ? canary : 'deep')
  }
  // Made by the host before any guest runs.
  for (const folder of [world.read, world.write]) {
    await symlink(path.join(world.outside, 'file.txt'), path.join(folder, 'link-file'))
    await symlink(world.outside, path.join(folder, 'link-folder'))
    await symlink('../outside/file.txt', path.join(folder, 'link-up'))
    await symlink('/', path.join(folder, 'link-root'))
  }
  await symlink('../read/file.txt', path.join(world.write, 'link-to-read'))
  await link(path.join(world.read, 'other.txt'), path.join(world.read, 'hard.txt'))
  return world
}

/** Everything about a folder that a guest could have changed, as text. */
export function picture(folder: string): string {
  if (!existsSync(folder)) return `${folder} is gone`
  const lines: string[] = []
  const look = (place: string) => {
    const found = lstatSync(place)
    const what = found.isSymbolicLink()
      ? `-> ${readlinkSync(place)}`
      : found.isFile()
        ? createHash('sha256').update(readFileSync(place)).digest('hex').slice(0, 12)
        : 'folder'
    lines.push(`${place} ${what} ${found.mode.toString(8)} ${found.nlink} ${found.mtimeMs}`)
    if (found.isDirectory()) for (const name of readdirSync(place).sort()) look(path.join(place, name))
  }
  look(folder)
  return lines.join('\n')
}
