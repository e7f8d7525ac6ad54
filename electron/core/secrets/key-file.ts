import { randomBytes } from 'node:crypto'
import { readFile, rename } from 'node:fs/promises'
import type { Notice } from '../../../shared/domain.ts'
import { writeAtomic } from '../home/write-atomic.ts'

const bytes = 32

/** The key of secrets.bin, in a file that only this user may read. */
export class KeyFile {
  readonly #path: string
  readonly #onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void
  #key: Buffer | undefined

  constructor(path: string, onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void) {
    this.#path = path
    this.#onNotice = onNotice
  }

  /** Undefined when there is none. Rejects when it cannot be read: then nothing may be written over it. */
  async read(): Promise<Buffer | undefined> {
    if (this.#key) return this.#key
    const found = await readFile(this.#path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!found) return undefined
    if (found.length === bytes) return (this.#key = found)
    const aside = `${this.#path}.corrupt-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    await rename(this.#path, aside)
    this.#onNotice({
      level: 'error',
      message: 'secrets.key was damaged. Secrets that are kept in secrets.bin cannot be read without it.',
      hint: `Set them again. The damaged one was kept as ${aside}.`,
    })
    return undefined
  }

  /** Makes one where there is none. */
  async take(): Promise<Buffer> {
    const known = await this.read()
    if (known) return known
    const made = randomBytes(bytes)
    await writeAtomic(this.#path, made)
    return (this.#key = made)
  }
}
