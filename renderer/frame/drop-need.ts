import { act } from '../act.ts'
import { markSeen } from '../store/window.ts'
import type { Need } from './needs.ts'

/** Puts it aside: it comes again when it happens again. */
export function dropNeed({ drop }: Need): void {
  if (!drop) return
  if ('traps' in drop) markSeen(drop.traps)
  else if ('alert' in drop) void act('alerts.dismiss', { id: drop.alert })
  else void act('denials.dismiss', { server: drop.denials })
}
