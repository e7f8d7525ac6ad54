import { lstat, mkdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'
import { writeAtomic } from '../home/write-atomic.ts'
import { decode } from './config-text.ts'

/** Somebody else's config file as it is now. */
export interface ConfigFile {
  /** What a link leads to: that is written, the link stays. */
  target: string
  /** Null when there is no file yet. */
  text: string | null
  mode: number
}

/** Rejects with a ProblemError when it is there and cannot be read. */
export async function readConfig(file: string): Promise<ConfigFile> {
  const target = await follow(file)
  try {
    const text = decode(await readFile(target))
    if (text === undefined) throw refused(`${file} is not UTF-8 text.`, 'Open it in an editor and save it as UTF-8.')
    return { target, text, mode: (await stat(target)).mode & 0o777 }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { target, text: null, mode: 0o600 }
    const why = code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'permission was denied' : code
    throw refused(`${file} cannot be read: ${why}.`, 'Look at the file, then try again.')
  }
}

/** Writes the whole text and reads it back. The file keeps its mode and, where it is a link, the link. */
export async function writeConfig({ target, mode }: ConfigFile, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    // A rename would get around a file that somebody protected.
    const found = await stat(target).catch(() => undefined)
    if (found && (found.mode & 0o222) === 0) throw Object.assign(new Error(), { code: 'EACCES' })
    await writeAtomic(target, text, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'it is read-only'
        : code === 'ENOSPC'
          ? 'the disk is full'
          : code
    throw refused(
      `${target} was not changed: ${why}.`,
      'Make it writable, or copy the config and put it there yourself.',
    )
  }
  if (decode(await readFile(target)) !== text)
    throw refused(`${target} is not what was written: another program changed it at the same moment.`, 'Try again.')
}

/** Also where a link's target does not exist yet. */
async function follow(file: string): Promise<string> {
  const found = await lstat(file).catch(() => undefined)
  if (!found?.isSymbolicLink()) return file
  return realpath(file).catch(async () => path.resolve(path.dirname(file), await readlink(file)))
}

function refused(message: string, hint: string): ProblemError {
  return new ProblemError({ code: 'unavailable', message, hint })
}
