import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from './places.ts'
import { makeSocketFolder } from './socket-folder.ts'

/** Makes every folder, private to this user. Throws ProblemError when a folder cannot be made or is not safe to use. */
export async function makePlaces(places: Places): Promise<void> {
  const { home } = places
  if (home === path.parse(home).root || home === path.resolve(os.homedir()))
    throw new ProblemError({
      code: 'bad-request',
      message: `${home} cannot be Belljar's data folder: it holds other things.`,
      hint: 'Name a folder of its own, for instance one inside it.',
    })
  await folder(home)
  await keepPrivate(home)
  for (const each of [places.wasm, places.records, places.backups, places.bin, places.run, places.journals])
    await folder(each)
  await folder(places.cache)
  await makeSocketFolder(places.socket)
}

async function folder(at: string): Promise<void> {
  try {
    await mkdir(at, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw cannot(at, error as NodeJS.ErrnoException)
  }
}

/**
 * A folder that was there before keeps its mode unless it is empty or already ours: someone may name a folder that
 * others use, and narrowing that would break them. One that everybody may write to is refused, since programs start from it.
 */
async function keepPrivate(home: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode, uid } = await stat(home)
  if ((mode & 0o077) === 0) return
  const names = await readdir(home)
  const ours = names.length === 0 || names.includes('settings.json') || names.includes('servers.json')
  if (ours && uid === process.getuid?.()) await chmod(home, 0o700)
  else if (mode & 0o002)
    throw new ProblemError({
      code: 'unavailable',
      message: `${home} cannot be Belljar's data folder: every user of this computer may write to it.`,
      hint: `Run: chmod 700 ${JSON.stringify(home)}`,
    })
}

function cannot(at: string, error: NodeJS.ErrnoException): ProblemError {
  const why: Record<string, string> = {
    EEXIST: 'a file is in its place',
    ENOTDIR: 'a part of its path is a file',
    EACCES: 'permission was denied',
    EPERM: 'permission was denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ELOOP: 'its links go in a circle',
    ENAMETOOLONG: 'its path is too long',
  }
  return new ProblemError({
    code: 'unavailable',
    message: `Belljar cannot make its folder ${at}: ${why[error.code ?? ''] ?? error.message}.`,
    hint: 'Move what is in the way, or choose another data folder with --home or BELLJAR_HOME.',
  })
}
