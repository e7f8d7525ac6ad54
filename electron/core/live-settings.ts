import type { Checked } from '../../shared/contract.ts'
import { defaultLimits, type AppSettings, type Limits } from '../../shared/domain.ts'
import { ProblemError } from '../../shared/rpc.ts'
import type { Audience } from './audience.ts'
import type { StateFile } from './home/state-file.ts'
import { settingsView, type Settings } from './settings.ts'

/** Whether Belljar starts with the computer: the system's own setting, not ours. */
export interface Autostart {
  get(): boolean | Promise<boolean>
  set(on: boolean): Promise<void>
}

interface Deps {
  file: StateFile<Settings>
  audience: Pick<Audience, 'tell'>
  /** Absent where there is no such thing. */
  autostart?: Autostart | undefined
}

/** The settings as people see them, for whoever wants to know when they change. */
export class LiveSettings {
  readonly #deps: Deps
  readonly #listeners = new Set<(now: AppSettings) => void>()
  #autostart: boolean | null = null

  constructor(deps: Deps) {
    this.#deps = deps
  }

  get value(): AppSettings {
    return settingsView(this.#deps.file.value, this.#autostart)
  }

  /** Looks at what the system holds, which can be changed there too. Never rejects. */
  async refresh(): Promise<AppSettings> {
    this.#autostart = await this.#asked()
    return this.value
  }

  /** Rejects with a ProblemError and then has changed nothing that is in the file. */
  async set({ autostart, limits, ...given }: Checked<'settings.set'>): Promise<void> {
    if (autostart !== undefined) await this.#setAutostart(autostart)
    await this.#deps.file.change((old) => ({
      ...old,
      ...without(given),
      ...(limits && { limits: ownLimits({ ...old.limits, ...without(limits) }) }),
    }))
    this.#tell()
  }

  /** Called after each change, and told what holds then. */
  onChange(listener: (now: AppSettings) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #tell(): void {
    const now = this.value
    this.#deps.audience.tell('settings.changed', now)
    for (const listener of this.#listeners) listener(now)
  }

  async #asked(): Promise<boolean | null> {
    try {
      return (await this.#deps.autostart?.get()) ?? null
    } catch {
      return null
    }
  }

  async #setAutostart(on: boolean): Promise<void> {
    const { autostart } = this.#deps
    if (!autostart) throw noAutostart()
    await autostart.set(on)
    this.#autostart = await this.#asked()
  }
}

function without<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** Those that differ from ours: what is not set follows a newer Belljar. */
function ownLimits(limits: Partial<Limits>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(limits).filter(([name, value]) => value !== defaultLimits[name as keyof Limits]),
  )
}

function noAutostart(): ProblemError {
  return new ProblemError({
    code: 'unavailable',
    message: 'Belljar cannot be started with the computer from here.',
    hint: 'Only the desktop app can set that.',
  })
}
