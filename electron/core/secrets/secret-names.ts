import path from 'node:path'
import { z } from 'zod'
import type { Notice } from '../../../shared/domain.ts'
import { StateFile } from '../home/state-file.ts'

const schema = z.object({
  secrets: z.array(z.object({ name: z.string(), setAt: z.number(), kept: z.enum(['keychain', 'file']) })),
})

/** What is known about a secret without its value. `kept` says where that lies. */
export type SecretEntry = z.output<typeof schema>['secrets'][number]

/** secrets.json: names only. */
export async function openSecretNames(
  home: string,
  onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void,
): Promise<StateFile<z.output<typeof schema>>> {
  const file = new StateFile({
    path: path.join(home, 'secrets.json'),
    version: 1,
    schema,
    empty: () => ({ secrets: [] }),
    onNotice,
  })
  await file.load()
  return file
}
