import type { Notice } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import type { StateFile } from '../home/state-file.ts'
import { Keychain } from './keychain.ts'
import { SecretFile } from './secret-file.ts'
import { openSecretNames, type SecretEntry } from './secret-names.ts'

/** Shorter ones are not blanked out of records: that would blank out half of every text. */
export const shortestSecret = 4

export interface SecretsOptions {
  places: Pick<Places, 'home'>
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  /** Told of every value before anybody else gets it. */
  onValue?(value: string): void
  env?: NodeJS.ProcessEnv
}

/** Values by name, in the keychain, or in an encrypted file where no keychain can be used. Values are read when they are needed and not kept. */
export class Secrets {
  readonly #options: SecretsOptions
  readonly #names: StateFile<{ secrets: SecretEntry[] }>
  readonly #file: SecretFile
  readonly #keychain: Keychain
  readonly #listeners = new Set<() => void>()
  /** Why the keychain cannot be used; `null` when it can. */
  #probed: Promise<string | null> | undefined
  #queue: Promise<unknown> = Promise.resolve()

  static async open(options: SecretsOptions): Promise<Secrets> {
    const { home } = options.places
    const names = await openSecretNames(home, options.onNotice)
    const file = await SecretFile.open(home, options.onNotice)
    return new Secrets(options, names, file)
  }

  private constructor(options: SecretsOptions, names: StateFile<{ secrets: SecretEntry[] }>, file: SecretFile) {
    this.#options = options
    this.#names = names
    this.#file = file
    this.#keychain = new Keychain(options.places.home, options.env ?? process.env)
  }

  list(): { name: string; setAt: number }[] {
    return this.#names.value.secrets.map(({ name, setAt }) => ({ name, setAt }))
  }

  has(name: string): boolean {
    return this.#entry(name) !== undefined
  }

  /** Where the next one goes. Asks the keychain the first time, which can ask the person. */
  async where(): Promise<{ kept: 'keychain' | 'file'; warning?: string }> {
    const why = await (this.#probed ??= this.#keychain.probe().then((why) => why ?? null))
    const exposed = this.#names.value.secrets.filter(({ kept }) => kept === 'file').map(({ name }) => name)
    if (why !== null)
      return {
        kept: 'file',
        warning:
          `Secrets are kept in an encrypted file with its key beside it, because no keychain can be used here (${why}): ` +
          'whoever can read your files can read them.',
      }
    if (exposed.length === 0) return { kept: 'keychain' }
    return {
      kept: 'keychain',
      warning: `Still kept in a file from when no keychain could be used: ${exposed.join(', ')}. Set them again to move them into the keychain.`,
    }
  }

  /** Undefined when there is no such secret. Rejects with a ProblemError when there is one and it cannot be read. */
  async get(name: string): Promise<string | undefined> {
    const entry = this.#entry(name)
    if (!entry) return undefined
    const value = entry.kept === 'file' ? await this.#file.get(name) : await this.#fromKeychain(name)
    if (value === undefined)
      throw new ProblemError({
        code: 'unavailable',
        message: `The value of the secret ${name} is not where it was put.`,
        hint: `Set it again: belljar secret set ${name}`,
      })
    this.#options.onValue?.(value)
    return value
  }

  set(name: string, value: string): Promise<void> {
    return this.#inTurn(async () => {
      if (value.length < shortestSecret)
        throw new ProblemError({
          code: 'bad-request',
          message: `A secret has at least ${shortestSecret} characters: a shorter one could not be blanked out of logs.`,
          hint: 'Give it as an ordinary variable if it is no secret.',
        })
      this.#options.onValue?.(value)
      const { kept } = await this.where()
      const before = this.#entry(name)
      if (kept === 'file') await this.#file.set(name, value)
      else await this.#keychain.set(name, value).catch((error: unknown) => refused(error, 'take this value'))
      const entry = { name, setAt: Date.now(), kept }
      await this.#names.change(({ secrets }) => ({
        secrets: [...secrets.filter((other) => other.name !== name), entry].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }))
      // The old value is of no use to anybody.
      if (before && before.kept !== kept) await this.#discard(before).catch(() => undefined)
      this.#changed()
    })
  }

  /** False when there was none. */
  remove(name: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const entry = this.#entry(name)
      if (!entry) return false
      await this.#discard(entry)
      await this.#names.change(({ secrets }) => ({ secrets: secrets.filter((other) => other.name !== name) }))
      this.#changed()
      return true
    })
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    await this.#queue
    await this.#keychain.close()
  }

  #entry(name: string): SecretEntry | undefined {
    return this.#names.value.secrets.find((entry) => entry.name === name)
  }

  #fromKeychain(name: string): Promise<string | undefined> {
    return this.#keychain.get(name).catch((error: unknown) => refused(error, `hand out the secret ${name}`))
  }

  async #discard({ name, kept }: SecretEntry): Promise<void> {
    if (kept === 'file') await this.#file.remove(name)
    else await this.#keychain.remove(name).catch((error: unknown) => refused(error, `remove the secret ${name}`))
  }

  /** A change begins when the one before is on disk. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(change)
    this.#queue = done.catch(() => undefined)
    return done
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}

function refused(error: unknown, what: string): never {
  const why = error instanceof Error ? error.message : String(error)
  throw new ProblemError({
    code: 'unavailable',
    message: `The keychain of this computer did not ${what} (${why}).`,
    hint: 'Unlock it, then try again.',
  })
}
