import path from 'node:path'
import { z } from 'zod'
import type { Notice } from '../../shared/domain.ts'
import type { Places } from './home/places.ts'
import { StateFile } from './home/state-file.ts'

const schema = z.object({
  /** Something was switched on or installed once: the first run is over. */
  used: z.boolean().default(false),
})

export type Settings = z.output<typeof schema>

/** settings.json: what belongs to the app and to no server. */
export async function openSettings(
  places: Places,
  onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void,
): Promise<StateFile<Settings>> {
  const file = new StateFile<Settings>({
    path: path.join(places.home, 'settings.json'),
    version: 1,
    schema,
    empty: () => ({ used: false }),
    onNotice,
  })
  await file.load()
  return file
}
