import type { Denial } from '../../shared/access.ts'
import type { Server, Snapshot } from '../../shared/domain.ts'
import type { Call, TrapRecord } from '../../shared/records.ts'
import { settle } from '../grants/settled.ts'
import type { Activity, Health } from '../../shared/watching.ts'
import type { Mirror, Scope } from './model.ts'

export const maxCalls = 5_000
/** Older ones are asked for by who wants to see them. */
export const maxTraps = 500

type Patch = Partial<Mirror>

export function withSnapshot(mirror: Mirror, snapshot: Snapshot): Patch {
  return {
    ...{ snapshot, link: 'open', lostAt: null, epoch: mirror.epoch + 1 },
    settled: settle(mirror.settled, snapshot.servers),
  }
}

function inSnapshot(mirror: Mirror, part: Partial<Snapshot>): Patch {
  return mirror.snapshot ? { snapshot: { ...mirror.snapshot, ...part } } : {}
}

/** A known server changes in its place, a new one goes last: rows never jump. */
export function withServer(mirror: Mirror, server: Server): Patch {
  if (!mirror.snapshot) return {}
  const { servers } = mirror.snapshot
  const known = servers.some((each) => each.id === server.id)
  return {
    ...inSnapshot(mirror, {
      servers: known ? servers.map((each) => (each.id === server.id ? server : each)) : [...servers, server],
    }),
    settled: settle(mirror.settled, [server]),
  }
}

export function withoutServer(mirror: Mirror, id: string): Patch {
  const drop = <T extends { server: string }>(lists: Record<Scope, T[]>) =>
    Object.fromEntries(
      Object.entries(lists).flatMap(([scope, list]) =>
        scope === id ? [] : [[scope, list.filter(({ server }) => server !== id)]],
      ),
    )
  return {
    ...inSnapshot(mirror, {
      servers: (mirror.snapshot?.servers ?? []).filter((each) => each.id !== id),
      denials: without(mirror.snapshot?.denials, id),
      usage: without(mirror.snapshot?.usage, id),
      activity: without(mirror.snapshot?.activity, id),
      health: without(mirror.snapshot?.health, id),
      alerts: without(mirror.snapshot?.alerts, id),
    }),
    calls: drop(mirror.calls),
    traps: drop(mirror.traps),
  }
}

function without<T extends { server: string }>(list: readonly T[] | undefined, id: string): T[] {
  return (list ?? []).filter(({ server }) => server !== id)
}

export const withPart = inSnapshot

export function withActivity(mirror: Mirror, fresh: readonly Activity[]): Patch {
  return inSnapshot(mirror, { activity: byServer(mirror.snapshot?.activity ?? [], fresh) })
}

export function withHealth(mirror: Mirror, fresh: readonly Health[]): Patch {
  return inSnapshot(mirror, { health: byServer(mirror.snapshot?.health ?? [], fresh) })
}

/** At most one of each server: the newest that was told. */
function byServer<T extends { server: string }>(known: readonly T[], fresh: readonly T[]): T[] {
  return [...new Map([...known, ...fresh].map((one) => [one.server, one])).values()]
}

/** Puts records into every list that was asked for and covers them. Lists nobody asked for stay unknown. */
function intoScopes<T extends { server: string }>(
  lists: Record<Scope, T[]>,
  records: readonly T[],
  merge: (list: T[], fresh: T[]) => T[],
): Record<Scope, T[]> {
  let changed = lists
  for (const [scope, list] of Object.entries(lists)) {
    const fresh = scope === '' ? [...records] : records.filter((record) => record.server === scope)
    if (fresh.length > 0) changed = { ...changed, [scope]: merge(list, fresh) }
  }
  return changed
}

/** Newest first; a call that has ended never becomes pending again, whatever arrives late. */
export function mergeCalls(list: readonly Call[], fresh: readonly Call[]): Call[] {
  const byId = new Map(list.map((call) => [call.id, call]))
  for (const call of fresh) {
    const known = byId.get(call.id)
    if (known && known.outcome !== 'pending' && call.outcome === 'pending') continue
    byId.set(call.id, call)
  }
  return [...byId.values()].sort((a, b) => b.at - a.at || compare(b.id, a.id))
}

export function mergeTraps(list: readonly TrapRecord[], fresh: readonly TrapRecord[]): TrapRecord[] {
  const byId = new Map([...list, ...fresh].map((trap) => [trap.id, trap]))
  return [...byId.values()].sort((a, b) => b.at - a.at || compare(b.id, a.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function withCalls(mirror: Mirror, calls: readonly Call[]): Patch {
  return { calls: intoScopes(mirror.calls, calls, (list, fresh) => mergeCalls(list, fresh).slice(0, maxCalls)) }
}

export function withTraps(mirror: Mirror, traps: readonly TrapRecord[]): Patch {
  return { traps: intoScopes(mirror.traps, traps, (list, fresh) => mergeTraps(list, fresh).slice(0, maxTraps)) }
}

/** As many as the host's snapshot holds. */
const maxDenials = 50

/** Newest first. */
export function withDenials(mirror: Mirror, fresh: readonly Denial[]): Patch {
  const byId = new Map([...(mirror.snapshot?.denials ?? []), ...fresh].map((denial) => [denial.id, denial]))
  const denials = [...byId.values()].sort((a, b) => b.at - a.at || compare(b.id, a.id))
  return inSnapshot(mirror, { denials: denials.slice(0, maxDenials) })
}

export function withoutDenials(mirror: Mirror, ids: readonly string[]): Patch {
  return inSnapshot(mirror, { denials: (mirror.snapshot?.denials ?? []).filter(({ id }) => !ids.includes(id)) })
}
