import { useEffect, useState } from 'react'
import type { CatalogEntry } from '../../shared/catalog.ts'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { useMirror, useServers } from '../store/store.ts'

/** What can be installed; null until it is known. Asked for anew when a server came or went, and when the host is back. */
export function useCatalog(): { entries: readonly CatalogEntry[] | null; problem: Problem | null } {
  const [state, setState] = useState<{ entries: CatalogEntry[] | null; problem: Problem | null }>({
    entries: null,
    problem: null,
  })
  const epoch = useMirror((mirror) => mirror.epoch)
  const ids = useServers()
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => {
    if (epoch === 0) return
    let current = true
    ask('catalog.list', null).then(
      (entries) => current && setState({ entries, problem: null }),
      (error: unknown) => current && setState((old) => ({ ...old, problem: problemOf(error) })),
    )
    return () => {
      current = false
    }
  }, [epoch, ids])
  return state
}
