import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { listenToCalls } from '../store/call-news.ts'
import { useEpoch } from '../store/store.ts'
import type { CallQuery } from './call-filter.ts'
import { CallList, type CallListView } from './call-list.ts'

/** The calls that a query finds, kept up to date. `key` says when it is another query. */
export function useCallList(
  query: CallQuery,
  key: string,
): { list: CallList; view: CallListView; problem: Problem | null } {
  const epoch = useEpoch()
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key stands for the query
  const list = useMemo(() => new CallList(query, (input) => ask('calls.list', input)), [key])
  const view = useSyncExternalStore(list.subscribe, list.view)
  const [failed, setFailed] = useState<{ list: CallList; problem: Problem } | null>(null)

  useEffect(() => {
    const stop = listenToCalls((calls) => list.hear(calls))
    return () => {
      stop()
      list.close()
    }
  }, [list])

  useEffect(() => {
    list.load().then(
      () => setFailed(null),
      (error: unknown) => {
        const problem = problemOf(error)
        // What was seen stays; it is asked for again when the host is back.
        if (problem.code !== 'disconnected') setFailed({ list, problem })
      },
    )
  }, [list, epoch])

  return { list, view, problem: failed?.list === list ? failed.problem : null }
}
