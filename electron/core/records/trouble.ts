import type { Notice } from '../../../shared/domain.ts'

/** Says once that records cannot be written, and once that they can again, whichever of them it was. */
export class Trouble {
  readonly #tell: (notice: Omit<Notice, 'id' | 'at'>) => void
  readonly #failing = new Set<'lines' | 'rows'>()
  #lost = 0

  constructor(tell: (notice: Omit<Notice, 'id' | 'at'>) => void) {
    this.#tell = tell
  }

  failed(what: 'lines' | 'rows', why: string): void {
    if (this.#failing.size === 0)
      this.#tell({
        level: 'error',
        message: `Belljar cannot write its records (logs, calls and traps): ${why}.`,
        hint: 'Servers go on working. What cannot be kept in memory until then is lost.',
      })
    this.#failing.add(what)
  }

  over(what: 'lines' | 'rows', lost: number): void {
    this.#lost += lost
    if (!this.#failing.delete(what) || this.#failing.size > 0) return
    const said = this.#lost === 0 ? 'nothing was lost' : `${this.#lost.toLocaleString('en')} of them were lost`
    this.#lost = 0
    this.#tell({ level: 'info', message: `Records are written again; ${said}.` })
  }
}
