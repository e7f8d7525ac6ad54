import { useEffect, useRef } from 'react'

/** Runs once for each value of `key`, after the first paint. */
export function useOnce(run: () => void, key: unknown = null): void {
  const done = useRef<unknown>(undefined)
  useEffect(() => {
    if (done.current === key && done.current !== undefined) return
    done.current = key
    run()
  })
}
