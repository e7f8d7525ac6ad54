import { useMemo } from 'react'
import type { Activity, Health } from '../../shared/watching.ts'
import { useUnseenTraps } from '../frame/needs.ts'
import { useDenials, useMirror, useServers } from '../store/store.ts'
import { useNow } from '../ui/now.ts'
import { upTo } from '../words/activity.ts'
import type { TroubleFacts } from '../words/trouble.ts'

const noActivity: Activity[] = []
const noHealth: Health[] = []

/** So that a single call does not fill its row. */
const leastScale = 6

/** All servers in the order of their installation, with what is known of each; `most` is the scale of their sparklines. */
export function useRows(): { rows: TroubleFacts[]; most: number } {
  const servers = useServers()
  const denials = useDenials()
  const unseen = useUnseenTraps()
  const activity = useMirror((state) => state.snapshot?.activity ?? noActivity)
  const health = useMirror((state) => state.snapshot?.health ?? noHealth)
  const minute = Math.floor(useNow() / 60_000)
  return useMemo(() => {
    const rows = servers.map((server) => ({
      server,
      health: health.find((one) => one.server === server.id),
      activity: upTo(
        activity.find((one) => one.server === server.id),
        minute * 60_000,
      ),
      unseen: unseen.some((trap) => trap.server === server.id),
      denied: denials.filter((denial) => denial.server === server.id).length,
    }))
    const most = Math.max(leastScale, ...rows.flatMap((row) => row.activity.calls))
    return { rows, most }
  }, [servers, denials, unseen, activity, health, minute])
}
