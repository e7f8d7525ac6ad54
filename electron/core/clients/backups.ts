import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { writeAtomic } from '../home/write-atomic.ts'

/** A file of this folder, never one elsewhere. */
const name = z.string().regex(/^[\w-][\w.-]*$/)
const recordSchema = z.object({
  version: z.literal(1),
  client: z.string(),
  path: z.string(),
  at: z.number(),
  /** sha256 of what was written last. */
  wrote: z.string(),
  /** The copy that undoing gives back; null: there was no file. */
  base: name.nullable(),
})

/** What is known of our change to one config file. */
export interface Written {
  /** Nobody changed the file since, as long as its text has this hash. */
  wrote: string
  base: string | null
}

const kept = 20

/** Copies of config files from before each change, and for each file that is changed now what would undo that. */
export class Backups {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Undefined when nothing was written, or when what is needed to undo it is lost. */
  async written(client: string, file: string): Promise<Written | undefined> {
    try {
      const record = recordSchema.parse(JSON.parse(await readFile(this.#recordOf(client, file), 'utf8')))
      if (record.path !== file) return undefined
      return {
        wrote: record.wrote,
        base: record.base === null ? null : await readFile(this.#at(record.base), 'utf8'),
      }
    } catch {
      return undefined
    }
  }

  /** Keeps the exact text, and beside it where and when it comes from. Returns the name that `remember` takes. */
  async keep(client: string, file: string, text: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const at = new Date()
    const copy = `${client}.${at.toISOString().replace(/[:.]/g, '-')}.${hashOf(text).slice(0, 8)}.bak`
    await writeAtomic(this.#at(copy), text)
    await writeAtomic(this.#at(`${copy}.json`), json({ path: file, at: at.getTime(), sha256: hashOf(text) }))
    return copy
  }

  async remember(client: string, file: string, wrote: string, base: string | null): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const record: z.infer<typeof recordSchema> = {
      version: 1,
      client,
      path: file,
      at: Date.now(),
      wrote: hashOf(wrote),
      base,
    }
    await writeAtomic(this.#recordOf(client, file), json(record))
    await this.#prune(client)
  }

  async forget(client: string, file: string): Promise<void> {
    await rm(this.#recordOf(client, file), { force: true })
  }

  /** Keeps the newest copies, and those that an undo needs. */
  async #prune(client: string): Promise<void> {
    const names = await readdir(this.#folder)
    const copies = names.filter((one) => one.startsWith(`${client}.`) && one.endsWith('.bak')).sort()
    const records = names.filter((one) => one.endsWith('.written.json'))
    const needed = (await Promise.all(records.map((one) => readFile(this.#at(one), 'utf8').catch(() => '')))).join()
    for (const copy of copies.slice(0, -kept)) {
      if (needed.includes(copy)) continue
      await rm(this.#at(copy), { force: true })
      await rm(this.#at(`${copy}.json`), { force: true })
    }
  }

  #recordOf(client: string, file: string): string {
    return this.#at(`${client}.${hashOf(file).slice(0, 12)}.written.json`)
  }

  #at(file: string): string {
    return path.join(this.#folder, file)
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
