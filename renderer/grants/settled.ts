import type { Limits, Server } from '../../shared/domain.ts'
import { grantKey, type Grant } from '../../shared/grants.ts'

/** The grants and limits that running instances have. */
export interface Settled {
  grants: readonly Grant[]
  limits: Limits
}

/** A server none of whose instances is stale runs with what it has now. */
export function settle(known: Record<string, Settled>, servers: readonly Server[]): Record<string, Settled> {
  const fresh = servers.filter(({ id, stale }) => stale === 0 || !known[id])
  const settled = fresh.flatMap(({ id, stale, grants, limits }) =>
    stale === 0 ? [[id, { grants, limits }] as const] : [],
  )
  return settled.length === 0 ? known : { ...known, ...Object.fromEntries(settled) }
}

export interface Waiting {
  added: Grant[]
  /** They still hold in running instances. */
  revoked: Grant[]
  /** `before` still holds in running instances. */
  changed: { before: Grant; after: Grant }[]
  limits: (keyof Limits)[]
}

/** What was changed since the running instances were started, as far as this window saw it. */
export function waitingChanges({ grants, limits }: Pick<Server, 'grants' | 'limits'>, settled: Settled): Waiting {
  const before = new Map(settled.grants.map((grant) => [grantKey(grant), grant]))
  const after = new Map(grants.map((grant) => [grantKey(grant), grant]))
  return {
    added: grants.filter((grant) => !before.has(grantKey(grant))),
    revoked: settled.grants.filter((grant) => !after.has(grantKey(grant))),
    changed: grants.flatMap((grant) => {
      const old = before.get(grantKey(grant))
      return old && !same(old, grant) ? [{ before: old, after: grant }] : []
    }),
    limits: (Object.keys(limits) as (keyof Limits)[]).filter((name) => limits[name] !== settled.limits[name]),
  }
}

export function countWaiting({ added, revoked, changed, limits }: Waiting): number {
  return added.length + revoked.length + changed.length + limits.length
}

function same(a: Grant, b: Grant): boolean {
  const sorted = (grant: Grant) => JSON.stringify(Object.entries(grant).sort(([x], [y]) => (x < y ? -1 : 1)))
  return sorted(a) === sorted(b)
}
