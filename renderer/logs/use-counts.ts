import { useEffect, useState } from 'react'
import { ask } from '../connection.ts'
import { addReader } from '../store/logs.ts'
import { useEpoch } from '../store/store.ts'
import { levelsFrom, type LevelChoice } from './log-filters.ts'
import type { LogQuery } from './log-query.ts'

export type Counts = Partial<Record<LevelChoice, { count: number; exact: boolean }>>

/** ms between two counts, at least; a count that takes long waits so many times as long. */
const least = 2000
const rest = 30

/** How many lines each level has under the other filters, counted anew while lines come. */
export function useCounts(query: LogQuery, wanted: readonly LevelChoice[]): Counts {
  const others = { ...query }
  delete others.levels
  const key = JSON.stringify([others, wanted])
  const epoch = useEpoch()
  const [found, setFound] = useState<{ key: string; counts: Counts }>({ key: '', counts: {} })

  useEffect(() => {
    const [others, wanted] = JSON.parse(key) as [LogQuery, LevelChoice[]]
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    let stale = true
    let next = 0
    const soon = () => {
      if (!over && stale && timer === undefined)
        timer = setTimeout(() => void count(), Math.max(0, next - performance.now()))
    }
    const count = async () => {
      stale = false
      const begun = performance.now()
      try {
        const counts: Counts = {}
        for (const choice of wanted) {
          const { lines, exact } = await ask('logs.count', {
            ...others,
            ...(choice !== 'all' && { levels: levelsFrom(choice) }),
          })
          if (over) return
          counts[choice] = { count: lines, exact }
        }
        setFound({ key, counts })
      } catch {
        // Counts are a help only; the next news asks again.
      }
      next = performance.now() + Math.max(least, (performance.now() - begun) * rest)
      timer = undefined
      soon()
    }
    const again = () => {
      stale = true
      soon()
    }
    const remove = addReader({
      hear: ({ counts }) => (others.server === undefined || counts[others.server]) && again(),
      reconnected: again,
      forget: again,
    })
    soon()
    return () => {
      over = true
      clearTimeout(timer)
      remove()
    }
  }, [key, epoch])

  return found.key === key ? found.counts : {}
}
