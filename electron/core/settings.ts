import path from 'node:path'
import { z } from 'zod'
import { defaultLimits, editors, themes, type AppSettings, type Limits, type Notice } from '../../shared/domain.ts'
import type { Places } from './home/places.ts'
import { StateFile } from './home/state-file.ts'

const schema = z.object({
  /** Something was switched on or installed once: the first run is over. */
  used: z.boolean().default(false),
  /** Changes of grants by the command line wait for a window. */
  confirmCli: z.boolean().default(false),
  /** Changes by the command line that no window has shown yet. */
  unseen: z.array(z.string()).default([]),
  theme: z.enum(themes).default('system'),
  /** Where they differ from ours. */
  limits: z.record(z.string(), z.number()).default({}),
  retention: z.object({ days: z.number(), bytes: z.number() }).default({ days: 30, bytes: 1_000_000_000 }),
  probe: z.boolean().default(true),
  notify: z.boolean().default(true),
  closeToTray: z.boolean().default(true),
  editor: z.enum(editors).default('none'),
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
    empty: () => schema.parse({}),
    onNotice,
    // It may have been on: nobody should get around the question by damaging a file.
    afterLoss: (old) => ({ ...old, confirmCli: true }),
  })
  await file.load()
  return file
}

/** As a window is told. */
export function settingsView(
  { confirmCli, theme, limits, retention, probe, notify, closeToTray, editor }: Settings,
  autostart: boolean | null = null,
): AppSettings {
  const own = limits as Partial<Limits>
  return {
    ...{ confirmCli, theme, retention, probe, notify, closeToTray, autostart, editor },
    limits: { ...defaultLimits, ...own },
  }
}
