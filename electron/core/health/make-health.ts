import type { Audience } from '../audience.ts'
import type { Places } from '../home/places.ts'
import type { Instances } from '../instances.ts'
import type { LiveSettings } from '../live-settings.ts'
import type { Notices } from '../notices.ts'
import type { Records } from '../records/records.ts'
import type { Redactor } from '../records/redactor.ts'
import { redactAndCut } from '../records/text.ts'
import type { ServerBook } from '../servers/book.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { WasmtimeSource } from '../wasmtime/source.ts'
import { Alerts } from './alerts.ts'
import { Checker } from './checker.ts'
import { ErrorRates } from './error-rates.ts'

interface Deps {
  places: Pick<Places, 'home'>
  env: NodeJS.ProcessEnv
  version: string
  book: ServerBook
  records: Records
  sessions: Sessions
  instances: Instances
  wasmtime: WasmtimeSource
  audience: Audience
  live: LiveSettings
  redact: Redactor
  notices: Notices
}

export interface HealthParts {
  checker: Checker
  alerts: Alerts
  /** Reads what earlier hosts found. */
  open(): Promise<void>
  close(): Promise<void>
}

const everyMs = 60_000
const leastMs = 20
/** Characters of why a check failed: windows, the command line and alerts.json get all of it. */
const mostText = 1000

/** Puts the watching of servers together; nothing is checked by itself before `checker.start()`. */
export function makeHealth(deps: Deps): HealthParts {
  const { book, records, sessions, instances, audience, env, live, notices, redact } = deps
  const alerts = new Alerts({
    places: deps.places,
    onNotice: (notice) => notices.add(notice),
    redact: (text) => redact.redact(text),
    onChange: (list) => audience.tell('alerts.changed', list),
  })
  const checker = new Checker({
    ...{ book, records, alerts, version: deps.version },
    open: (server, on, inCall) => instances.openAside(server, on, inCall),
    makeReady: (server) => instances.makeReady(server),
    freeGuest: (id) => sessions.freeGuest(id),
    runs: (id) => sessions.instances().some(({ server }) => server === id),
    requested: (request) => records.requested(request),
    redact: (text) => redactAndCut(text, mostText, redact),
    wasmtime: () => deps.wasmtime.state,
    probe: () => live.value.probe,
    tell: (changed) => audience.tell('health.changed', changed),
    everyMs: Math.max(leastMs, Number(env['BELLJAR_CHECK_MS']) || everyMs),
  })
  const rates = new ErrorRates({
    alerts,
    tail: (server, tool, limit, since) => records.toolTail({ server, tool, limit, since }),
    name: (id) => {
      const server = book.get(id)
      return server?.enabled ? server.name : undefined
    },
  })
  records.onCalls((calls) => rates.note(calls))
  live.onChange(() => checker.lookAgain())
  return {
    checker,
    alerts,
    open: async () => {
      await alerts.open()
      // Servers can go while no host runs, with a file that is restored.
      for (const { server } of alerts.list) if (!book.get(server)?.enabled) alerts.clear(server)
      await checker.open()
    },
    close: () => {
      rates.stop()
      return checker.close()
    },
  }
}
