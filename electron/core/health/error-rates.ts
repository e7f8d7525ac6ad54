import type { Call } from '../../../shared/records.ts'
import type { Alerts } from './alerts.ts'
import { before, errorRate, tail } from './error-rate.ts'

interface Options {
  alerts: Pick<Alerts, 'raise' | 'has' | 'clear' | 'mayTellRate'>
  /** How a tool's newest calls ended, newest first, true for each that failed. */
  tail(server: string, tool: string, limit: number, since: number): Promise<boolean[]>
  /** Its name; undefined where it is not there or off. */
  name(server: string): string | undefined
}

/** Under load a tool is looked at so often at most. */
const lookMs = 2000
/** What is older is no news. */
const recentMs = 86_400_000
const failed = new Set<Call['outcome']>(['tool-error', 'error', 'trapped', 'exited', 'timed-out'])

/** Watches how calls end, and says when a tool fails far more often than it used to. */
export class ErrorRates {
  readonly #options: Options
  readonly #looking = new Map<string, NodeJS.Timeout>()

  constructor(options: Options) {
    this.#options = options
  }

  note(calls: readonly Call[]): void {
    for (const { server, tool, outcome, session } of calls) {
      if (session === null || outcome === 'pending') continue
      if (failed.has(outcome) || this.#options.alerts.has(server, 'error-rate', tool)) this.#lookSoon(server, tool)
    }
  }

  stop(): void {
    for (const timer of this.#looking.values()) clearTimeout(timer)
    this.#looking.clear()
  }

  #lookSoon(server: string, tool: string): void {
    const key = JSON.stringify([server, tool])
    if (this.#looking.has(key)) return
    const look = () => {
      this.#looking.delete(key)
      void this.#look(server, tool)
    }
    this.#looking.set(key, setTimeout(look, lookMs).unref())
  }

  async #look(server: string, tool: string): Promise<void> {
    const { alerts, name } = this.#options
    const rate = errorRate(await this.#options.tail(server, tool, tail + before, Date.now() - recentMs))
    const called = name(server)
    if (rate.kind === 'calm' && alerts.has(server, 'error-rate', tool)) alerts.clear(server, tool)
    if (rate.kind !== 'jumped' || called === undefined || alerts.has(server, 'error-rate', tool)) return
    if (!alerts.mayTellRate(server, tool)) return
    const { failed: now, earlier } = rate
    alerts.raise({
      ...{ server, tool, kind: 'error-rate' },
      message: `${tool} of ${called} fails more often: ${now} of its last ${tail} calls, before that ${earlier.failed} of ${earlier.calls}.`,
      hint: 'Look at its failed calls.',
    })
  }
}
