import { constants, type Stats } from 'node:fs'
import { access, chmod, chown, lstat, mkdir, readFile, readlink, realpath, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import { decode } from './config-text.ts'

/** Somebody else's config file as it was read. */
export interface ConfigFile {
  /** As the client names it. */
  path: string
  /** What a link leads to: that is written, the link stays. */
  target: string
  /** UTF-8 in and out is exact, a byte order mark included. Null when there is no file yet. */
  text: string | null
  stats: Stats | undefined
}

/** No client's config is anywhere near this: larger is something else. Bytes. */
const maxSize = 16 * 1024 * 1024

/** Rejects with a ProblemError when it is there and cannot be read. */
export async function readConfig(file: string): Promise<ConfigFile> {
  const target = await behindLinks(file)
  try {
    const stats = await stat(target)
    if (stats.isDirectory()) throw refused(`${file} cannot be read: it is a folder.`, 'Move it away, then try again.')
    // A pipe would be waited for without end.
    if (!stats.isFile()) throw refused(`${file} cannot be read: it is no ordinary file.`, 'Put a file in its place.')
    if (stats.size > maxSize) throw refused(`${file} is too large for a config file.`, 'Look at what stands in it.')
    const text = decode(await readFile(target))
    if (text === undefined) throw refused(`${file} is not UTF-8 text.`, 'Open it in an editor and save it as UTF-8.')
    return { path: file, target, text, stats }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    if (codeOf(error) === 'ENOENT') return { path: file, target, text: null, stats: undefined }
    throw refused(`${file} cannot be read: ${why(error)}.`, 'Look at the file, then try again.')
  }
}

/** A rename would get around a file that somebody protected. */
export async function refuseReadOnly({ path: file, target, stats }: ConfigFile): Promise<void> {
  if (!stats) return
  const allowed = await access(target, constants.W_OK).then(
    () => true,
    // Deleted meanwhile is another matter, found when it is written.
    (error: unknown) => codeOf(error) === 'ENOENT',
  )
  if (!allowed || (stats.mode & 0o222) === 0)
    throw refused(`${file} is read-only.`, 'Make it writable, or copy the config and put it there yourself.')
}

/** Writes the whole text, or deletes with null, and reads it back. `conflict` when it is no longer the file that was read. */
export async function writeConfig(file: ConfigFile, text: string | null): Promise<void> {
  const { target, stats } = file
  const unchanged = async () => {
    const now = await readConfig(file.path)
    if (now.text !== file.text || now.target !== target) throw changedMeanwhile(file.path)
  }
  await refuseReadOnly(file)
  try {
    if (text === null) {
      await unchanged()
      await unlink(target)
    } else {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      await writeAtomic(target, text, 0o600, async (temp) => {
        if (stats) await like(temp, stats)
        await unchanged()
      })
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw refused(
      `${file.path} was not changed: ${why(error)}.`,
      'Make room or give access, or copy the config and put it there yourself.',
    )
  }
  if ((await readConfig(file.path)).text !== text) throw changedMeanwhile(file.path)
}

export function changedMeanwhile(file: string): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: `${file} was changed by another program in the meantime.`,
    hint: 'Look at the change again, then write it.',
  })
}

/** The owner matters under sudo; who may not give a file away keeps it. */
async function like(temp: string, { mode, uid, gid }: Stats): Promise<void> {
  if (process.platform !== 'win32') await chown(temp, uid, gid).catch(() => undefined)
  await chmod(temp, mode & 0o777)
}

/** Follows links also to a target that does not exist yet, as dotfile tools leave them. */
async function behindLinks(file: string): Promise<string> {
  let at = file
  for (let hops = 0; hops < 40; hops++) {
    const link = await lstat(at).then(
      (found) => found.isSymbolicLink(),
      () => false,
    )
    if (!link) return at
    at = path.resolve(await realpath(path.dirname(at)), await readlink(at))
  }
  throw refused(`${file} is a link that leads back to itself.`, 'Replace it by a file, or by a link to one.')
}

function why(error: unknown): string {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') return 'permission was denied'
  if (code === 'EROFS') return 'its disk is read-only'
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file stands where its folder should be'
  return code
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'of an unknown error'
}

function refused(message: string, hint: string): ProblemError {
  return new ProblemError({ code: 'unavailable', message, hint })
}
