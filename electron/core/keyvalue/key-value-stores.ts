import { existsSync, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Notice } from '../../../shared/domain.ts'
import { moveAside } from '../records/open-database.ts'
import { troubleOf, whyOf } from '../records/sqlite-error.ts'
import { KeyValueStore } from './key-value-store.ts'
import { Refusal } from './refusal.ts'

type Tell = (notice: Omit<Notice, 'id' | 'at'>) => void

const idleMs = 60_000

/** The stores of all servers, one file each: opened when they are used, closed when nobody uses them any more. */
export class KeyValueStores {
  readonly #folder: string
  readonly #tell: Tell
  readonly #open = new Map<string, { store: KeyValueStore; idle: NodeJS.Timeout }>()
  /** Whose file may not be touched until this process ends. */
  readonly #stuck = new Set<string>()

  static open(folder: string, onNotice: Tell = () => undefined): KeyValueStores {
    return new KeyValueStores(folder, onNotice)
  }

  private constructor(folder: string, tell: Tell) {
    this.#folder = folder
    this.#tell = tell
  }

  /** Throws a Refusal for everything that the guest should hear. A damaged file is set aside; the next use begins a new one. */
  use<T>(server: string, act: (store: KeyValueStore) => T): T {
    try {
      return act(this.#storeOf(server))
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (troubleOf(error) !== 'corrupt') throw new Refusal(500, `The store cannot be used: ${whyOf(error)}.`)
      this.#shut(server)
      this.#refuseStuck(server)
      this.#setAside(server)
      throw new Refusal(500, 'The store was damaged and is empty now.')
    }
  }

  /** Deletes all that a server kept. */
  async forget(server: string): Promise<void> {
    const file = this.#fileOf(server)
    if (!existsSync(file)) return
    try {
      this.use(server, (store) => store.clear())
    } catch (error) {
      // Damaged: there is nothing in it that could be emptied first.
      if (!(error instanceof Refusal)) throw error
    }
    this.#shut(server)
    // Where an open file cannot be deleted, an empty one stays.
    for (const part of ['', '-wal', '-shm']) await rm(file + part, { force: true }).catch(() => undefined)
  }

  close(): void {
    for (const server of [...this.#open.keys()]) this.#shut(server)
  }

  #storeOf(server: string): KeyValueStore {
    const open = this.#open.get(server)
    if (open) {
      open.idle.refresh()
      return open.store
    }
    this.#refuseStuck(server)
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const store = this.#begin(server)
    this.#open.set(server, { store, idle: setTimeout(() => this.#shut(server), idleMs).unref() })
    return store
  }

  #begin(server: string): KeyValueStore {
    try {
      return new KeyValueStore(this.#fileOf(server))
    } catch (error) {
      if (troubleOf(error) !== 'corrupt') throw error
      this.#setAside(server)
      return new KeyValueStore(this.#fileOf(server))
    }
  }

  #setAside(server: string): void {
    const aside = moveAside(this.#fileOf(server))
    this.#tell({
      level: 'warning',
      message: `What ${server} kept in its key-value store was damaged. It begins with an empty one.`,
      hint: `The damaged one was kept as ${aside}.`,
    })
  }

  #shut(server: string): void {
    const open = this.#open.get(server)
    if (!open) return
    this.#open.delete(server)
    clearTimeout(open.idle)
    if (!open.store.close()) this.#stuck.add(server)
  }

  #refuseStuck(server: string): void {
    if (this.#stuck.has(server)) throw new Refusal(500, 'The store cannot be used until Belljar is started again.')
  }

  #fileOf(server: string): string {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(server)) throw new Error('not the id of a server')
    return path.join(this.#folder, `${server}.sqlite`)
  }
}
