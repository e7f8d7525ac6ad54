import { useEffect, useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { ask } from '../connection.ts'

const pauseMs = 1_000

/** How often each tool was called, of the calls that are kept; undefined until it is known. Asked again a moment after calls were made. */
export function useToolCounts({ id, callCount }: Server): ReadonlyMap<string, number> | undefined {
  const [counts, setCounts] = useState<{ of: string; calls: ReadonlyMap<string, number> }>()
  const known = counts?.of === id
  useEffect(() => {
    let over = false
    const timer = setTimeout(
      () =>
        void ask('calls.tools', { server: id, limit: 1000 }).then(
          (tools) => !over && setCounts({ of: id, calls: new Map(tools.map(({ tool, calls }) => [tool, calls])) }),
          () => undefined,
        ),
      known ? pauseMs : 0,
    )
    return () => {
      over = true
      clearTimeout(timer)
    }
    // A first answer is no reason to ask again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, callCount])
  return known ? counts.calls : undefined
}
