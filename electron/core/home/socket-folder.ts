import { chmod, lstat, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../../shared/rpc.ts'

/**
 * Makes the folder of the socket. It may lie in /tmp, where anyone can put a folder or a link of that name first:
 * one that is not a real folder of this user is refused, as whoever owns it could answer in our place.
 */
export async function makeSocketFolder(socket: string): Promise<void> {
  if (socket.startsWith('\\\\')) return
  const folder = path.dirname(socket)
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw refused(folder, `cannot be made (${(error as Error).message})`)
  }
  const found = await lstat(folder)
  if (!found.isDirectory()) throw refused(folder, 'is not a folder')
  if (found.uid !== process.getuid?.()) throw refused(folder, 'belongs to another user')
  if (found.mode & 0o077) await chmod(folder, 0o700)
}

function refused(folder: string, why: string): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: `Belljar's socket folder ${folder} ${why}.`,
    hint: 'Remove it, or set XDG_RUNTIME_DIR to a folder of your own.',
  })
}
