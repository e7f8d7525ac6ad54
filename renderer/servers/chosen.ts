import { useCallback, useMemo, useRef, useState } from 'react'

export interface Chosen {
  ids: ReadonlySet<string>
  toggle(id: string): void
  /** All from the one that was chosen last to this one. */
  extend(to: string): void
  all(): void
  clear(): void
}

/** Which rows are chosen for one act on all of them. `shown`: their ids in their order; what is not shown cannot be chosen. */
export function useChosen(shown: readonly string[]): Chosen {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  const from = useRef<string | null>(null)
  const ids = useMemo(() => new Set(shown.filter((id) => wanted.has(id))), [shown, wanted])

  const toggle = useCallback((id: string) => {
    from.current = id
    setWanted((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const extend = useCallback(
    (to: string) => {
      const start = from.current ?? to
      from.current = start
      setWanted((old) => new Set([...old, ...between(shown, start, to)]))
    },
    [shown],
  )
  const clear = useCallback(() => {
    from.current = null
    setWanted(new Set())
  }, [])
  const all = useCallback(() => setWanted(new Set(shown)), [shown])
  return { ids, toggle, extend, all, clear }
}

/** Both ends included, whichever comes first. */
export function between(list: readonly string[], a: string, b: string): string[] {
  const [first, last] = [list.indexOf(a), list.indexOf(b)].sort((x, y) => x - y)
  if (first === undefined || last === undefined || first < 0) return [b]
  return list.slice(first, last + 1)
}
