import type { Alert } from '../../shared/watching.ts'
import { forgetAlerts, say } from '../store/window.ts'

/** Says what is new among the alerts; what is over is no longer said. */
export function sayAlerts(before: readonly Alert[], now: readonly Alert[]): void {
  forgetAlerts(now.map(({ id }) => id))
  const known = new Set(before.map(({ id }) => id))
  for (const { id, kind, message, hint } of now)
    if (!known.has(id))
      say({ tone: kind === 'recovered' ? 'done' : 'failed', message, ...(hint && { hint }), alert: id })
}
