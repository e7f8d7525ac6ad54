import type { Instance, InstanceState, Server, Session } from '../../shared/domain.ts'
import { termsKey } from './runtimes/terms.ts'
import type { InstalledServer } from './servers/book.ts'
import type { RunningInstance } from './sessions/guests.ts'

/** How many calls and traps a server has had, and when it was last called. */
export interface Tally {
  calls: number
  traps: number
  lastCallAt?: number
}

const alive: readonly InstanceState['kind'][] = [
  'failed',
  'needs-grants',
  'waiting',
  'starting',
  'stopping',
  'running',
  'stopped',
]

/** One state for many instances: what wants a look comes first, then the most alive. `since` is absent where nothing runs. */
export function summarise(instances: readonly Instance[]): { state: InstanceState; since?: number } {
  let best: { state: InstanceState; since?: number } = { state: { kind: 'stopped' } }
  for (const { state, since } of instances)
    if (alive.indexOf(state.kind) < alive.indexOf(best.state.kind)) best = { state, since }
  return best
}

/** It is switched on, and lacks what it lacked when it ended at once at its installation. */
function neverStarted({ enabled, catalog, missing }: InstalledServer): boolean {
  return enabled && !catalog && missing.length > 0
}

/** An installed server as the window shows it. */
export function serverView(
  installed: InstalledServer,
  instances: readonly RunningInstance[],
  sessions: readonly Session[],
  tally: Tally = { calls: 0, traps: 0 },
): Server {
  const own = instances.filter((instance) => instance.server === installed.id)
  const key = termsKey(installed)
  const running = own.filter(({ state }) => state.kind === 'running')
  const names = running.map(({ session }) => sessions.find(({ id }) => id === session)?.client?.name ?? 'Belljar')
  return {
    ...installed.summary,
    ...(own.length === 0 && neverStarted(installed) ? { state: { kind: 'needs-grants' } } : summarise(own)),
    runningFor: [...new Set(names)],
    instances: own.length,
    stale: own.filter(({ pid, terms }) => pid !== undefined && terms !== key).length,
    callCount: tally.calls,
    trapCount: tally.traps,
    ...(tally.lastCallAt !== undefined && { lastCallAt: tally.lastCallAt }),
  }
}
