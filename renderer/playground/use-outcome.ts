import { useEffect, useState } from 'react'
import type { CallOutcome } from '../../shared/records.ts'
import { ask } from '../connection.ts'

/** The record of a call says more than its result, for instance that the server trapped. Undefined until it is written. */
export function useOutcome(server: string, call: string): CallOutcome | undefined {
  const [outcome, setOutcome] = useState<CallOutcome>()
  useEffect(() => {
    let over = false
    const look = async (left: number): Promise<void> => {
      const found = await ask('calls.get', { id: call }).catch(() => undefined)
      if (over) return
      if (found && found.outcome !== 'pending') return setOutcome(found.outcome)
      if (left > 0) setTimeout(() => void look(left - 1), 300)
    }
    void look(5)
    return () => {
      over = true
    }
  }, [server, call])
  return outcome
}
