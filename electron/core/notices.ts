import { randomUUID } from 'node:crypto'
import type { Notice } from '../../shared/domain.ts'

/** What the person should know that belongs to no server. Kept until dismissed or until the host ends. */
export class Notices {
  readonly #list: Notice[] = []
  readonly #onChange: (list: Notice[]) => void
  readonly #redact: (text: string) => string

  constructor(onChange: (list: Notice[]) => void, redact: (text: string) => string = (text) => text) {
    this.#onChange = onChange
    this.#redact = redact
  }

  get list(): Notice[] {
    return [...this.#list]
  }

  /** The same message twice is one notice. */
  add(given: Omit<Notice, 'id' | 'at'>): void {
    const { level, message, hint } = given
    const notice = {
      level,
      message: this.#redact(message),
      ...(hint !== undefined && { hint: this.#redact(hint) }),
    }
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
