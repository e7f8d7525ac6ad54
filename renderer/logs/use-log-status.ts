import { useStatusTexts } from '../frame/page-status.ts'
import { statusOf } from './log-status.ts'
import type { LevelChoice } from './log-filters.ts'
import type { LogQuery } from './log-query.ts'
import { useCounts, type Counts } from './use-counts.ts'

const allOnly: readonly LevelChoice[] = ['all']

/** Says in the bar at the foot how many of all lines are found: of all servers, or of the one whose page it is. */
export function useLogStatus(query: LogQuery, found: Counts[LevelChoice], own: string | undefined): void {
  const whole: LogQuery = own === undefined ? {} : { server: own }
  const { all } = useCounts(whole, allOnly)
  const narrowed = Object.keys(query).length > Object.keys(whole).length
  useStatusTexts(statusOf(narrowed ? found : undefined, all, narrowed))
}
