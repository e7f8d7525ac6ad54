import type { TrapRecord } from '../../shared/records.ts'
import { placeKey } from '../../shared/trap-frames.ts'

/** Traps of one server at one place of its code, newest first. */
export interface TrapGroup {
  newest: TrapRecord
  traps: TrapRecord[]
}

/** In the order of their newest. A trap whose frames say nothing is by itself. */
export function groupTraps(traps: readonly TrapRecord[]): TrapGroup[] {
  const groups = new Map<string, TrapGroup>()
  for (const trap of traps) {
    const place = placeKey(trap)
    const key = place === undefined ? `id ${trap.id}` : `at ${trap.server} ${place}`
    const group = groups.get(key)
    if (group) group.traps.push(trap)
    else groups.set(key, { newest: trap, traps: [trap] })
  }
  return [...groups.values()]
}
