import { readFile, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import type { Notice } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { readState, writeState, type Reading } from './state-text.ts'
import { isLeftover, writeAtomic } from './write-atomic.ts'

interface Options<T> {
  path: string
  version: number
  schema: z.ZodType<T>
  empty: () => T
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  /** Turns data of an older version into what `schema` takes. */
  migrate?(data: unknown, from: number): unknown
  /** Turns what is used in place of a file that was damaged or lost (its backup, else `empty`) into what may be relied on. */
  afterLoss?(value: T): T
}

/**
 * One versioned JSON file with a backup. Use it only under the lock of the data folder.
 *
 * The backup is written after the file and with the same text: it never brings back something that was taken away
 * (a grant, an enabled server), except when a crash falls between the two writes.
 */
export class StateFile<T> {
  readonly #options: Options<T>
  readonly #name: string
  #value: T
  /** Why nothing may be written in this run. */
  #locked: string | undefined
  #queue: Promise<unknown> = Promise.resolve()
  #failing = false

  constructor(options: Options<T>) {
    this.#options = options
    this.#name = path.basename(options.path)
    this.#value = options.empty()
  }

  get value(): T {
    return this.#value
  }

  /** Never rejects: whatever lies there, the value is usable afterwards, and a notice says what was wrong. */
  async load(): Promise<void> {
    await this.#sweep()
    const main = await this.#read(this.#options.path)
    if (main?.kind === 'good') {
      this.#value = main.value
      return
    }
    if (main?.kind === 'newer') return this.#leaveAlone()
    const backup = await this.#read(this.#backup)
    if (!main && !backup) return
    const aside = main ? await this.#setAside(this.#options.path) : undefined
    if (backup?.kind === 'newer') return this.#leaveAlone()
    const { afterLoss, empty } = this.#options
    const found = backup?.kind === 'good' ? backup.value : empty()
    this.#value = afterLoss ? afterLoss(found) : found
    if (backup?.kind === 'damaged') await this.#setAside(this.#backup)
    if (!this.#locked && (backup?.kind === 'good' || afterLoss)) await this.#save(this.#value).catch(() => undefined)
    this.#say(main, backup?.kind === 'good', aside)
  }

  /**
   * Replaces the value by what `edit` returns, on disk and then in memory, one change after the other.
   * Rejects with a ProblemError and changes nothing when it cannot be written; what `edit` throws passes through.
   */
  change(edit: (old: T) => T): Promise<void> {
    const done = this.#queue.then(() => this.#change(edit))
    this.#queue = done.catch(() => undefined)
    return done
  }

  async #change(edit: (old: T) => T): Promise<void> {
    if (this.#locked)
      throw new ProblemError({
        code: 'conflict',
        message: this.#locked,
        hint: 'Update Belljar, or move the file away.',
      })
    const next = this.#options.schema.parse(edit(this.#value))
    await this.#save(next).catch((error: unknown) => {
      throw this.#failed(error as NodeJS.ErrnoException)
    })
    this.#value = next
    this.#failing = false
  }

  async #save(value: T): Promise<void> {
    const text = writeState(this.#options.version, value)
    await writeAtomic(this.#options.path, text)
    // The file is written: a backup that cannot be is older than it should be, no more.
    await writeAtomic(this.#backup, text).catch(() => undefined)
  }

  get #backup(): string {
    return `${this.#options.path}.bak`
  }

  async #read(file: string): Promise<Reading<T> | undefined> {
    const { version, schema, migrate } = this.#options
    try {
      return readState(await readFile(file), version, schema, migrate)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') return undefined
      return { kind: 'damaged', why: code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${message})` }
    }
  }

  #leaveAlone(): void {
    this.#locked = `${this.#name} was written by a newer Belljar, so this one leaves it as it is.`
    this.#options.onNotice({
      level: 'error',
      message: `${this.#locked} Nothing that you change there is kept.`,
      hint: 'Update Belljar, or move the file away to start afresh.',
    })
  }

  /** Returns the new path, or nothing when it cannot be moved; then nothing is written over it either. */
  async #setAside(file: string): Promise<string | undefined> {
    const aside = `${file}.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    try {
      await rename(file, aside)
      return aside
    } catch (error) {
      this.#locked = `${this.#name} is damaged and cannot be moved aside (${(error as Error).message}).`
      return undefined
    }
  }

  #say(main: Reading<T> | undefined, usedBackup: boolean, aside: string | undefined): void {
    const why = main?.kind === 'damaged' ? `was damaged (${main.why})` : 'was missing'
    this.#options.onNotice({
      level: usedBackup ? 'warning' : 'error',
      message: `${this.#name} ${why}. ${usedBackup ? 'Its last good copy is used.' : 'Belljar started without it.'}`,
      ...(aside ? { hint: `The damaged one was kept as ${aside}.` } : this.#locked ? { hint: this.#locked } : {}),
    })
  }

  #failed(error: NodeJS.ErrnoException): ProblemError {
    const why =
      error.code === 'ENOSPC' || error.code === 'EDQUOT'
        ? 'the disk is full'
        : error.code === 'EROFS' || error.code === 'EACCES' || error.code === 'EPERM'
          ? 'it may not be written'
          : error.message
    const message = `Belljar could not save ${this.#name}: ${why}.`
    const hint = `Look at ${path.dirname(this.#options.path)}, then try again.`
    if (!this.#failing) this.#options.onNotice({ level: 'error', message, hint })
    this.#failing = true
    return new ProblemError({ code: 'unavailable', message, hint })
  }

  /** Temp files of a process that was killed while it wrote. */
  async #sweep(): Promise<void> {
    const folder = path.dirname(this.#options.path)
    const names = await readdir(folder).catch(() => [])
    for (const name of names)
      if (isLeftover(name, this.#options.path) || isLeftover(name, this.#backup))
        await rm(path.join(folder, name), { force: true, recursive: true }).catch(() => undefined)
  }
}
