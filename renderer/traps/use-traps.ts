import { useEffect, useMemo, useState } from 'react'
import type { TrapRecord } from '../../shared/records.ts'
import { act } from '../act.ts'
import { ask } from '../connection.ts'
import { mergeTraps } from '../store/patch.ts'
import { useEpoch, useMirror } from '../store/store.ts'
import { fits, queryOf, type TrapFilter, type TrapQuery } from './trap-filter.ts'

export const pageSize = 100
/** While a person types, not every letter is asked for. */
const typingMs = 120

const noTraps: TrapRecord[] = []

/** The traps that a person asked for, newest first, with those that come meanwhile. Null until the first answer. */
export function useTraps(filter: TrapFilter): {
  traps: TrapRecord[] | null
  more: boolean
  older: () => Promise<void>
} {
  const { server, find, time } = filter
  const epoch = useEpoch()
  const live = useMirror((state) => state.traps[''] ?? noTraps)
  const [page, setPage] = useState<{ query: TrapQuery; traps: TrapRecord[]; more: boolean } | null>(null)

  useEffect(() => {
    let left = false
    const timer = setTimeout(
      () => {
        const query = queryOf({ server, find, time }, Date.now())
        ask('traps.list', { ...query, limit: pageSize }).then(
          (traps) => {
            if (!left) setPage({ query, traps, more: traps.length === pageSize })
          },
          // What was seen stays; it is asked for again when the link is back.
          () => undefined,
        )
      },
      find === '' ? 0 : typingMs,
    )
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [server, find, time, epoch])

  const older = async () => {
    const last = page?.traps.at(-1)
    if (!page || !last) return
    const traps = await act('traps.list', { ...page.query, before: last.id, limit: pageSize })
    if (traps) setPage({ ...page, traps: [...page.traps, ...traps], more: traps.length === pageSize })
  }
  const newest = page?.traps[0]?.at ?? 0
  const traps = useMemo(() => {
    if (!page) return null
    const fresh = live.filter((trap) => trap.at >= newest && fits(trap, page.query))
    return fresh.length === 0 ? page.traps : mergeTraps(page.traps, fresh)
  }, [page, live, newest])
  return { traps, more: page?.more ?? false, older }
}
