import { useMemo } from 'react'
import type { Server, TrapRecord } from '../../shared/domain.ts'
import { hashOf } from '../route.ts'
import { useMirror, useServers } from '../store/store.ts'
import { useWindow } from '../store/window.ts'
import { useNow } from '../ui/now.ts'
import { isInTrouble, stateWords } from '../words/server-state.ts'

/** Something that waits for a look. */
export interface Need {
  key: string
  mark: 'trapped' | 'failed'
  text: string
  second: string
  at?: number
  href: string
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

export function useNeeds(): Need[] {
  const unseen = useUnseenTraps()
  const servers = useServers()
  return useMemo(() => needsOf(unseen, servers), [unseen, servers])
}

/** One line per server that trapped, however often, and one per server that cannot start. Newest first. */
export function needsOf(unseen: readonly TrapRecord[], servers: readonly Server[]): Need[] {
  const needs: Need[] = []
  for (const server of servers) {
    // A waiting one is tried again by itself.
    if (!server.enabled || !isInTrouble(server) || server.state.kind === 'waiting') continue
    needs.push({
      key: `failed ${server.id}`,
      mark: 'failed',
      text: `${server.name} cannot start`,
      second: stateWords(server).second ?? '',
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
      text: traps.length === 1 ? `${server} trapped` : `${server} trapped ${traps.length} times`,
      second: newest.tool ?? newest.code,
      at: newest.at,
      href: hashOf({ screen: 'traps', item: newest.id }),
    })
  }
  return needs.sort((a, b) => (b.at ?? Infinity) - (a.at ?? Infinity))
}
