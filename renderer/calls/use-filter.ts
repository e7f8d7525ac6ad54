import { create } from 'zustand'
import { noFilter, type CallFilter } from './call-filter.ts'

interface Chosen {
  filter: CallFilter
  /** When it was chosen, ms: the last hour begins then. */
  at: number
}

const useChosen = create<Record<string, Chosen>>()(() => ({}))
const fresh: Chosen = { filter: noFilter, at: Date.now() }

export interface Filtering extends Chosen {
  change: (part: Partial<CallFilter>) => void
}

/** What is filtered by, for all servers (`''`) or one; kept while other pages are looked at. */
export function useFilter(scope: string): Filtering {
  const chosen = useChosen((state) => state[scope]) ?? fresh
  return {
    at: chosen.at,
    filter: scope ? { ...chosen.filter, server: scope } : chosen.filter,
    change: (part) =>
      useChosen.setState((state) => ({
        [scope]: { filter: { ...(state[scope]?.filter ?? noFilter), ...part }, at: Date.now() },
      })),
  }
}
