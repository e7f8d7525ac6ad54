import path from 'node:path'
import { z } from 'zod'
import type { Notice } from '../../shared/domain.ts'
import type { Places } from './home/places.ts'
import { StateFile } from './home/state-file.ts'

const schema = z.object({
  /** Something was switched on or installed once: the first run is over. */
  used: z.boolean().default(false),
  /** Changes of grants by the command line wait for a window. */
  confirmCli: z.boolean().default(false),
  /** Changes by the command line that no window has shown yet. */
  unseen: z.array(z.string()).default([]),
})

export type Settings = z.output<typeof schema>

/** settings.json: what belongs to the app and to no server. */
export async function openSettings(
  places: Pick<Places, 'home'>,
  onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void,
): Promise<StateFile<Settings>> {
  const file = new StateFile<Settings>({
    path: path.join(places.home, 'settings.json'),
    version: 1,
    schema,
    empty: () => ({ used: false, confirmCli: false, unseen: [] }),
    onNotice,
    // It may have been on: nobody should get around the question by damaging a file.
    afterLoss: (old) => ({ ...old, confirmCli: true }),
  })
  await file.load()
  return file
}
