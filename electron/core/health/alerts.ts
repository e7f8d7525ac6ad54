import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import type { Notice } from '../../../shared/domain.ts'
import type { Alert } from '../../../shared/watching.ts'
import type { Places } from '../home/places.ts'
import { StateFile } from '../home/state-file.ts'

const alert = z.object({
  id: z.string(),
  at: z.number(),
  server: z.string(),
  kind: z.enum(['failing', 'recovered', 'error-rate']),
  tool: z.string().optional(),
  message: z.string(),
  hint: z.string().optional(),
})
const schema = z.object({
  alerts: z.array(alert).default([]),
  /** When a tool's error rate was last told of, by server and tool. */
  rates: z.record(z.string(), z.number()).default({}),
})
type Kept = z.output<typeof schema>

interface Options {
  places: Pick<Places, 'home'>
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  onChange(alerts: Alert[]): void
  redact(text: string): string
}

const hourMs = 3_600_000
const maxAlerts = 50

/** What a person should hear of, newest first, until it is dismissed or over. Kept in alerts.json, so that no restart says it again. */
export class Alerts {
  readonly #file: StateFile<Kept>
  readonly #options: Options
  #alerts: Alert[] = []
  #rates: Record<string, number> = {}

  constructor(options: Options) {
    this.#options = options
    this.#file = new StateFile<Kept>({
      path: path.join(options.places.home, 'alerts.json'),
      version: 1,
      schema,
      empty: () => schema.parse({}),
      onNotice: options.onNotice,
    })
  }

  async open(): Promise<void> {
    await this.#file.load()
    this.#alerts = this.#file.value.alerts as Alert[]
    this.#rates = this.#file.value.rates
  }

  /** That a server works again is news for an hour. */
  get list(): Alert[] {
    const since = Date.now() - hourMs
    return this.#alerts.filter(({ kind, at }) => kind !== 'recovered' || at > since)
  }

  /** Takes the place of what was said of the same server, or the same tool of it. */
  raise(given: Omit<Alert, 'id' | 'at'>): void {
    const message = this.#options.redact(given.message)
    const fresh: Alert = { ...given, message, id: randomUUID(), at: Date.now() }
    const others = this.list.filter(({ server, tool }) => server !== given.server || tool !== given.tool)
    this.#set([fresh, ...others].slice(0, maxAlerts))
  }

  /** Whether a tool's error rate may be told of: at most once an hour. */
  mayTellRate(server: string, tool: string): boolean {
    const key = JSON.stringify([server, tool])
    const now = Date.now()
    if (now - (this.#rates[key] ?? 0) < hourMs) return false
    const fresh = Object.entries(this.#rates).filter(([, at]) => now - at < hourMs)
    this.#rates = { ...Object.fromEntries(fresh), [key]: now }
    return true
  }

  has(server: string, kind: Alert['kind'], tool?: string): boolean {
    return this.#alerts.some((one) => one.server === server && one.kind === kind && one.tool === tool)
  }

  /** It is over. Without a tool: all of the server. */
  clear(server: string, tool?: string): void {
    this.#drop((one) => one.server === server && (tool === undefined || one.tool === tool))
  }

  /** Without an id: all. */
  dismiss(id?: string): void {
    this.#drop((one) => id === undefined || one.id === id)
  }

  #drop(which: (alert: Alert) => boolean): void {
    const left = this.#alerts.filter((one) => !which(one))
    if (left.length < this.#alerts.length) this.#set(left)
  }

  #set(alerts: Alert[]): void {
    this.#alerts = alerts
    this.#options.onChange(this.list)
    // What cannot be saved is still told; the file says by itself that it cannot be written.
    this.#file.change(() => ({ alerts, rates: this.#rates })).catch(() => undefined)
  }
}
