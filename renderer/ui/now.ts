import { useSyncExternalStore } from 'react'

/** One clock for the whole window: a hundred relative times must not mean a hundred timers. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  now = Date.now()
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** Ms, a second's precision. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
