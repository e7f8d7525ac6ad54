import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the temp files of `file` start and end with; those left by a killed process can be removed under the lock. */
export function isLeftover(name: string, file: string): boolean {
  return name.startsWith(`.${path.basename(file)}.`) && name.endsWith('.tmp')
}

/**
 * Writes a file so that a reader, also after a crash or a power cut, finds either the old or the new text, never a mixture.
 * `ready` gets the temp file when only the rename is left; when it throws, the old file stays.
 */
export async function writeAtomic(
  file: string,
  data: string | Uint8Array,
  mode = 0o600,
  ready?: (temp: string) => Promise<void>,
): Promise<void> {
  const folder = path.dirname(file)
  const temp = path.join(folder, `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`)
  try {
    const handle = await open(temp, 'wx', mode)
    try {
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await ready?.(temp)
    await replace(temp, file)
  } catch (error) {
    await rm(temp, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

/** Windows refuses to replace a file while a virus scanner or an indexer has it open, which passes within moments. */
async function replace(temp: string, file: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await rename(temp, file)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const busy = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY')
      if (!busy || tries === 20) throw error
      await sleep(25)
    }
  }
}

/** Makes the rename itself durable. Windows has no such thing; some network disks refuse it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {
    // The data is safe in its file; only the moment of the rename is not.
  }
}
