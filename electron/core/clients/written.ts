import path from 'node:path'
import { readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Places } from '../home/places.ts'
import { writeAtomic } from '../home/write-atomic.ts'

const schema = z.object({
  /** The config file. */
  path: z.string(),
  at: z.number(),
  /** The whole file before we changed it first; null when there was none. */
  before: z.string().nullable(),
  /** The whole file as we left it last. */
  after: z.string(),
  /** The value that our entry had before, as text, where there was one. */
  entryBefore: z.string().optional(),
})

/** What was changed in one client's config: enough to put it back. */
export type Written = z.output<typeof schema>

function fileOf(places: Pick<Places, 'backups'>, client: string): string {
  return path.join(places.backups, `${client}.json`)
}

export async function readWritten(places: Pick<Places, 'backups'>, client: string): Promise<Written | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(fileOf(places, client), 'utf8')))
  } catch {
    return undefined
  }
}

/** Keeps the record, and the old file as a copy of its own that a person can find and read. */
export async function keepWritten(places: Pick<Places, 'backups'>, client: string, written: Written): Promise<void> {
  if (written.before !== null) {
    const time = new Date(written.at).toISOString().replace(/[:.]/g, '-')
    await writeAtomic(path.join(places.backups, `${client}-${time}-${path.basename(written.path)}`), written.before)
  }
  await writeAtomic(fileOf(places, client), JSON.stringify(written))
}

export async function forgetWritten(places: Pick<Places, 'backups'>, client: string): Promise<void> {
  await rm(fileOf(places, client), { force: true })
}
