import type { Call } from '../../shared/records.ts'

export interface Phase {
  name: 'Waited' | 'Started' | 'Ran'
  /** Since the client's request. */
  fromMs: number
  ms: number
}

/** Where a call's time went; nothing where that was not measured. The instance's start is shown after what was waited besides. */
export function phasesOf({
  durationMs,
  waitedMs,
  startedMs = 0,
}: Pick<Call, 'durationMs' | 'waitedMs' | 'startedMs'>): Phase[] {
  if (durationMs === undefined || waitedMs === undefined) return []
  const before = Math.min(durationMs, waitedMs)
  const started = Math.min(before, startedMs)
  return [
    { name: 'Waited', fromMs: 0, ms: before - started },
    { name: 'Started', fromMs: before - started, ms: started },
    { name: 'Ran', fromMs: before, ms: durationMs - before },
  ]
}
