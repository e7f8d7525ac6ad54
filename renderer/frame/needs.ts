import { useMemo } from 'react'
import type { Denial, GrantRequest } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import type { TrapRecord } from '../../shared/records.ts'
import type { Alert } from '../../shared/watching.ts'
import { hashOf } from '../route.ts'
import { useDenials, useMirror, useServers } from '../store/store.ts'
import { useWindow } from '../store/window.ts'
import { useNow } from '../ui/now.ts'
import type { IconName } from '../ui/icon.tsx'
import { isInTrouble, stateWords } from '../words/server-state.ts'
import { needsOfAlert } from './alert-needs.ts'
import { needsOfDenials, needsOfRequests, needsOfServer } from './grant-needs.ts'

/** Something that waits for a look. */
export interface Need {
  key: string
  mark: 'trapped' | 'failed' | 'denied'
  icon: IconName
  text: string
  second: string
  at?: number
  href: string
  /** How it is put aside; absent where it lasts until something is done. */
  drop?: { traps: string[] } | { denials: string } | { alert: string }
}

const noTraps: TrapRecord[] = []
const dayMs = 86_400_000

/** Traps of the last day that were not opened in this window. Older ones are history. */
export function useUnseenTraps(): TrapRecord[] {
  const traps = useMirror((state) => state.traps[''] ?? noTraps)
  const seen = useWindow((state) => state.seenTraps)
  // An hour's precision: the list must not be made anew every second.
  const since = Math.floor(useNow() / 3_600_000) * 3_600_000 - dayMs
  return useMemo(() => traps.filter((trap) => trap.at > since && !seen.includes(trap.id)), [traps, seen, since])
}

const noRequests: GrantRequest[] = []
const noAlerts: Alert[] = []

export function useNeeds(): Need[] {
  const unseen = useUnseenTraps()
  const servers = useServers()
  const denials = useDenials()
  const requests = useMirror((state) => state.snapshot?.grantRequests ?? noRequests)
  const alerts = useMirror((state) => state.snapshot?.alerts ?? noAlerts)
  return useMemo(
    () => needsOf(unseen, servers, denials, requests, alerts),
    [unseen, servers, denials, requests, alerts],
  )
}

/** One line per server and kind of trouble, however often it happened. First what waits for an answer, then newest first. */
export function needsOf(
  unseen: readonly TrapRecord[],
  servers: readonly Server[],
  denials: readonly Denial[] = [],
  requests: readonly GrantRequest[] = [],
  alerts: readonly Alert[] = [],
): Need[] {
  const needs: Need[] = [...servers.flatMap(needsOfServer), ...alerts.flatMap((alert) => needsOfAlert(alert, servers))]
  const failing = new Set(alerts.flatMap(({ kind, server }) => (kind === 'failing' ? [server] : [])))
  for (const server of servers) {
    // A waiting one is tried again by itself; one that needs grants, or fails its checks, was named above.
    if (
      failing.has(server.id) ||
      !server.enabled ||
      !isInTrouble(server) ||
      ['waiting', 'needs-grants'].includes(server.state.kind)
    )
      continue
    needs.push({
      key: `failed ${server.id}`,
      mark: 'failed',
      icon: 'failed',
      text: `${server.name} cannot start`,
      second: stateWords(server).second ?? '',
      ...(server.since !== undefined && { at: server.since }),
      href: hashOf({ screen: 'server', id: server.id, tab: 'logs' }),
    })
  }
  const trapped = new Map<string, TrapRecord[]>()
  for (const trap of unseen) trapped.set(trap.server, [...(trapped.get(trap.server) ?? []), trap])
  for (const [server, traps] of trapped) {
    const newest = traps[0]
    if (!newest) continue
    needs.push({
      key: `trap ${server}`,
      mark: 'trapped',
      icon: 'trapped',
      text: traps.length === 1 ? `${server} trapped` : `${server} trapped ${traps.length} times`,
      second: newest.tool ?? newest.code,
      at: newest.at,
      href: hashOf({ screen: 'traps', item: newest.id }),
      drop: { traps: traps.map(({ id }) => id) },
    })
  }
  needs.push(...needsOfDenials(denials))
  needs.sort((a, b) => (b.at ?? Infinity) - (a.at ?? Infinity))
  return [...needsOfRequests(requests), ...needs]
}
