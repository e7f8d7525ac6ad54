import { useEffect, useState } from 'react'
import { ask } from '../connection.ts'
import { noLatest, type Latest } from './entries.ts'

/** Calls and traps as they are when the palette opens; without them the rest of it works. */
export function useLatest(): Latest {
  const [latest, setLatest] = useState(noLatest)
  useEffect(() => {
    let gone = false
    const put = (part: Partial<Latest>) => {
      if (!gone) setLatest((known) => ({ ...known, ...part }))
    }
    ask('calls.list', { limit: 50 }).then(
      (calls) => put({ calls }),
      () => undefined,
    )
    ask('traps.list', { limit: 10 }).then(
      (traps) => put({ traps }),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [])
  return latest
}
