import { useEffect, useState } from 'react'
import type { Problem } from '../../shared/domain.ts'
import type { TrapDetail } from '../../shared/records.ts'
import { ask, problemOf } from '../connection.ts'
import { useEpoch } from '../store/store.ts'

/** A trap with all that the host knows of it; what was shown stays while the host is away. */
export function useTrap(id: string): { trap?: TrapDetail; problem?: Problem; again: () => void } {
  const epoch = useEpoch()
  const [round, setRound] = useState(0)
  const [found, setFound] = useState<{ trap?: TrapDetail; problem?: Problem }>({})
  useEffect(() => {
    let left = false
    ask('traps.get', { id }).then(
      (trap) => {
        if (!left) setFound({ trap })
      },
      (error: unknown) => {
        const problem = problemOf(error)
        if (!left) setFound((old) => (old.trap || problem.code === 'disconnected' ? old : { problem }))
      },
    )
    return () => {
      left = true
    }
  }, [id, epoch, round])
  return { ...found, again: () => setRound(round + 1) }
}
