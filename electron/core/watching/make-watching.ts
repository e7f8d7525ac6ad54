import type { Audience } from '../audience.ts'
import type { Records } from '../records/records.ts'
import type { ServerBook } from '../servers/book.ts'
import type { Sessions } from '../sessions/sessions.ts'
import { ActivityWatch } from './activity.ts'
import { UsageWatch } from './usage.ts'

interface Deps {
  book: ServerBook
  records: Records
  sessions: Sessions
  audience: Audience
}

export interface WatchingParts {
  activity: ActivityWatch
  usage: UsageWatch
  /** Reads what was counted before. */
  open(): Promise<void>
  close(): void
}

/** What is seen of servers while they work: how often they are called, and what they use. */
export function makeWatching({ book, records, sessions, audience }: Deps): WatchingParts {
  const activity = new ActivityWatch({ tell: (changed) => audience.tell('activity.changed', changed) })
  const usage = new UsageWatch({
    instances: () => sessions.instances(),
    wanted: () => audience.windows > 0,
    tell: (list) => audience.tell('usage.changed', list),
  })
  records.onCallEnd((call) => activity.ended(call))
  sessions.onChange(() => usage.changed())
  audience.onChange(() => usage.changed())
  return {
    activity,
    usage,
    open: async () => {
      const span = activity.span()
      const seed = async (id: string) => activity.seed(id, (await records.latency({ server: id, ...span })).buckets)
      await Promise.all(book.list().map(({ id }) => seed(id)))
    },
    close: () => {
      activity.close()
      usage.close()
    },
  }
}
