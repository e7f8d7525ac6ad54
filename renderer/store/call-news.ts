import type { Call } from '../../shared/records.ts'

type Listener = (calls: readonly Call[]) => void

const listeners = new Set<Listener>()

/** Calls that began or ended, the newest state of each, as the host tells them: at most ten times a second. */
export function listenToCalls(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function tellOfCalls(calls: readonly Call[]): void {
  for (const listener of listeners) listener(calls)
}
