import { randomUUID } from 'node:crypto'
import type { Notice } from '../../shared/domain.ts'

/** What the person should know that belongs to no server. Kept until dismissed or until the host ends. */
export class Notices {
  readonly #list: Notice[] = []
  readonly #onChange: (list: Notice[]) => void

  constructor(onChange: (list: Notice[]) => void) {
    this.#onChange = onChange
  }

  get list(): Notice[] {
    return [...this.#list]
  }

  /** The same message twice is one notice. */
  add(notice: Omit<Notice, 'id' | 'at'>): void {
    if (this.#list.some((known) => known.message === notice.message)) return
    this.#list.push({ ...notice, id: randomUUID(), at: Date.now() })
    this.#onChange(this.list)
  }

  dismiss(id: string): void {
    const at = this.#list.findIndex((notice) => notice.id === id)
    if (at === -1) return
    this.#list.splice(at, 1)
    this.#onChange(this.list)
  }
}
