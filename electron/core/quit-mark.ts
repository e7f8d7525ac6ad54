import { stat } from 'node:fs/promises'
import path from 'node:path'
import { ProblemError } from '../../shared/rpc.ts'
import type { Places } from './home/places.ts'

/** While it is there, bridges that run start no host. */
export function quitMark(places: Places): string {
  return path.join(places.run, 'quit')
}

/** Rejects with a ProblemError where somebody pressed Quit after this process was started. */
export async function refuseAfterQuit(mark: string): Promise<void> {
  const found = await stat(mark).catch(() => undefined)
  const startedAt = Date.now() - process.uptime() * 1000
  if (found && found.mtimeMs > startedAt)
    throw new ProblemError({ code: 'conflict', message: 'Belljar was quit while it was starting.' })
}
