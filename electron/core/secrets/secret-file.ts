import path from 'node:path'
import { z } from 'zod'
import type { Notice } from '../../../shared/domain.ts'
import { StateFile } from '../home/state-file.ts'
import { KeyFile } from './key-file.ts'
import { open, seal } from './sealed.ts'

const schema = z.object({ values: z.record(z.string(), z.base64()) })

/** secrets.bin: values encrypted one by one, for computers without a keychain. The key lies beside it. */
export class SecretFile {
  readonly #file: StateFile<z.output<typeof schema>>
  readonly #key: KeyFile

  static async open(home: string, onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void): Promise<SecretFile> {
    const file = new SecretFile(home, onNotice)
    await file.#file.load()
    return file
  }

  private constructor(home: string, onNotice: (notice: Omit<Notice, 'id' | 'at'>) => void) {
    this.#file = new StateFile({
      path: path.join(home, 'secrets.bin'),
      version: 1,
      schema,
      empty: () => ({ values: {} }),
      onNotice,
    })
    this.#key = new KeyFile(path.join(home, 'secrets.key'), onNotice)
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#file.value.values, name)
  }

  /** Undefined when it has none, or none that its key opens. */
  async get(name: string): Promise<string | undefined> {
    const sealed = this.has(name) ? this.#file.value.values[name] : undefined
    const key = sealed === undefined ? undefined : await this.#key.read()
    return sealed !== undefined && key ? open(key, name, sealed) : undefined
  }

  async set(name: string, value: string): Promise<void> {
    const sealed = seal(await this.#key.take(), name, value)
    await this.#file.change(({ values }) => ({ values: { ...values, [name]: sealed } }))
  }

  async remove(name: string): Promise<void> {
    if (!this.has(name)) return
    await this.#file.change(({ values }) => ({
      values: Object.fromEntries(Object.entries(values).filter(([other]) => other !== name)),
    }))
  }
}
