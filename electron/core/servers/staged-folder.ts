import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Places } from '../home/places.ts'

/** Files that were looked at and not installed yet. */
export function stagedFolder(places: Pick<Places, 'wasm'>): string {
  return path.join(places.wasm, 'staged')
}

/** What a host that ended left there. */
export async function clearStaged(places: Pick<Places, 'wasm'>): Promise<void> {
  await rm(stagedFolder(places), { recursive: true, force: true }).catch(() => undefined)
}
