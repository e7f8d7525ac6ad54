import { useEffect, useState } from 'react'
import type { HealthHistory } from '../../shared/watching.ts'
import { ask } from '../connection.ts'
import { useConnected, useEpoch } from '../store/store.ts'

/**
 * What a server's checks and calls were over time, asked for again after each check and after each new connection. What was seen stays
 * until the new is there. Null before the first.
 */
export function useHistory(
  id: string,
  hours: number,
  slots: number,
  checkedAt: number | undefined,
): HealthHistory | null {
  const epoch = useEpoch()
  const connected = useConnected()
  const [found, setFound] = useState<{ key: string; history: HealthHistory } | null>(null)
  const key = `${id} ${hours} ${slots}`
  useEffect(() => {
    if (!connected) return undefined
    let current = true
    ask('health.history', { id, hours, slots }).then(
      (history) => current && setFound({ key, history }),
      // A server that was removed meanwhile leaves with its row; a lost link asks again when it is back.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [key, id, hours, slots, checkedAt, epoch, connected])
  return found?.key === key ? found.history : null
}
