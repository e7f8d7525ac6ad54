import { useState } from 'react'
import { create } from 'zustand'
import { noFilter, type CallFilter } from './call-filter.ts'

interface Chosen {
  filter: CallFilter
  /** When it was chosen or the page was opened, ms: the last hour ends then. */
  at: number
}

const useChosen = create<Record<string, Chosen>>()(() => ({}))

export interface Filtering extends Chosen {
  change: (part: Partial<CallFilter>) => void
}

/** What is filtered by, for all servers (`''`) or one; kept while other pages are looked at. */
export function useFilter(scope: string): Filtering {
  const chosen = useChosen((state) => state[scope])
  const [shownAt] = useState(() => Date.now())
  const filter = chosen?.filter ?? noFilter
  return {
    at: Math.max(shownAt, chosen?.at ?? 0),
    filter: scope ? { ...filter, server: scope } : filter,
    change: (part) =>
      useChosen.setState((state) => ({
        [scope]: { filter: { ...(state[scope]?.filter ?? noFilter), ...part }, at: Date.now() },
      })),
  }
}
