import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { readJournal } from './journal.ts'

/** Removes what sessions left behind whose bridge ended while no host was there to see it. */
export async function removeStaleJournals(folder: string, isKnown: (session: string) => boolean): Promise<void> {
  const files = await readdir(folder).catch(() => [])
  for (const file of files) {
    const session = path.basename(file, '.journal')
    if (isKnown(session)) continue
    const whole = path.join(folder, file)
    const pid = file.endsWith('.journal') ? readJournal(whole)?.header.pid : undefined
    if (pid === undefined || !isAlive(pid)) await rm(whole, { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
