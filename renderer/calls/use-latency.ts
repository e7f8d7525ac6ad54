import { useEffect, useRef, useState } from 'react'
import type { Latency } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import { listenToCalls } from '../store/call-news.ts'
import { useEpoch, useMirror } from '../store/store.ts'
import { useNow } from '../ui/now.ts'
import { dayMs, fits, scopeOf, type CallFilter } from './call-filter.ts'
import { spanOf, type Span } from './latency-span.ts'

/** After news it is asked for again so much later: numbers that change all the time cannot be read. */
const againMs = 2000

/** The numbers of the plot; the older ones stay until the newer ones are there. */
export function useLatency(filter: CallFilter): Latency | null {
  const epoch = useEpoch()
  const days = useMirror((state) => state.snapshot?.settings.retention.days ?? 30)
  const minute = Math.floor(useNow() / 60_000)
  const [latency, setLatency] = useState<Latency | null>(null)
  const [news, setNews] = useState(0)
  const latest = useRef(0)
  const scope = scopeOf(filter)
  const key = JSON.stringify([scope, filter.time, days])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = listenToCalls((calls) => {
      if (timer !== undefined || !calls.some((call) => call.outcome !== 'pending' && fits(call, scope))) return
      timer = setTimeout(() => {
        timer = undefined
        setNews((count) => count + 1)
      }, againMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the scope
  }, [key])

  useEffect(() => {
    const turn = ++latest.current
    const load = async (span: Span): Promise<void> => {
      const found = await ask('calls.latency', { ...scope, ...span })
      const closer = filter.time.kind === 'all' ? closerTo(found) : null
      if (closer && turn === latest.current) return load(closer)
      if (turn === latest.current) setLatency(found)
    }
    // Without it the list is still worth reading; it is asked for again with the next news.
    load(spanOf(filter.time, Date.now(), days * dayMs)).catch(() => undefined)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for scope and time
  }, [key, epoch, minute, news])

  return latency
}

/** All that is kept may lie in the last hours: then these are shown, not weeks of nothing. */
function closerTo({ buckets, until, since, calls }: Latency): Span | null {
  const first = buckets.find((bucket) => bucket.calls > 0)
  if (!first || calls === 0 || first.at - since < (until - since) / 2) return null
  return spanOf({ kind: 'span', since: first.at, until }, until, until - first.at)
}
