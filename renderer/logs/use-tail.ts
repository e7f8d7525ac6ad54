import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ask, problemOf } from '../connection.ts'
import { addReader } from '../store/logs.ts'
import type { LogQuery } from './log-query.ts'
import { LogTail } from './tail.ts'
import type { Place, TailView } from './tail-view.ts'

const parts = {
  list: (query: Parameters<typeof ask<'logs.list'>>[1]) => ask('logs.list', query),
  count: (query: Parameters<typeof ask<'logs.count'>>[1]) => ask('logs.count', query),
  problemOf,
  frame: (callback: () => void) => void requestAnimationFrame(callback),
}

/** The lines of a query, for as long as the page that shows them. Another query begins where the eyes were. */
export function useTail(query: LogQuery, place: Place | undefined): LogTail {
  const [tail] = useState(() => new LogTail(parts))
  const key = JSON.stringify([query, place])
  const opened = useRef(false)
  useEffect(() => {
    const [query, place] = JSON.parse(key) as [LogQuery, Place | null]
    tail.show(query, place ?? (opened.current ? 'here' : 'newest'))
    opened.current = true
  }, [tail, key])
  useEffect(() => {
    const remove = addReader(tail)
    return () => {
      remove()
      tail.close()
      opened.current = false
    }
  }, [tail])
  return tail
}

/** Drawn anew with every news. */
export function useView(tail: LogTail): TailView {
  return useSyncExternalStore(tail.subscribe, tail.view)
}

/** Drawn anew only when that part of it is another. */
export function usePart<T extends string | number | boolean | object | null>(
  tail: LogTail,
  part: (view: TailView) => T,
): T {
  return useSyncExternalStore(tail.subscribe, () => part(tail.view()))
}
