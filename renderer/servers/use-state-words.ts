import { useEffect, useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { useMirror } from '../store/store.ts'
import { stateWords, type StateWords } from '../words/server-state.ts'

/** How often a state that counts says something new, ms. */
const beat: Partial<Record<Server['state']['kind'], number>> = { starting: 100, waiting: 500 }

/** What a server is doing, counting on while it starts or waits. */
export function useStateWords(server: Server): StateWords {
  const runtime = useMirror((state) => state.snapshot?.runtime)
  const [now, setNow] = useState(() => Date.now())
  const { kind } = server.state
  const { since } = server
  useEffect(() => {
    const every = beat[kind]
    if (every === undefined) return
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [kind, since])
  // A state that has just begun is newer than the last beat.
  return stateWords(server, runtime, Math.max(now, since ?? 0))
}
