import type { Denial } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from './asked.ts'

/** Whose call or instance it was, as far as that is known. */
export interface Asker {
  server: string
  session: string | null
  instance?: string
  client: string
  /** Absent when several calls were pending, or none. */
  tool?: string
  call?: string
}

export interface Report extends Asker {
  by: 'guard' | 'proxy'
  asked: Asked
  /** In force when it was tried. */
  grants: readonly Grant[]
}

/** Accesses that no grant allowed: told, stored, and kept for the person until dismissed. */
export class Denials {
  readonly #listeners = new Set<(denials: Denial[]) => void>()

  report(report: Report): void {
    void report
  }

  recent(): Denial[] {
    return []
  }

  onChange(listener: (denials: Denial[]) => void): void {
    this.#listeners.add(listener)
  }
}
