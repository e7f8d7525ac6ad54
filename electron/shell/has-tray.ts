import { setTimeout as sleep } from 'node:timers/promises'
import { socketOf } from '../core/secrets/session-bus.ts'
import { ownsName } from './bus-name.ts'

/**
 * Whether an icon in the tray would be seen. On Linux that is so where somebody watches for such icons; Electron does not
 * say whether its icon went anywhere. `BELLJAR_TRAY` decides it: `on` for older trays that are not announced, or `off`.
 */
export async function hasTray(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (env['BELLJAR_TRAY'] === 'on') return true
  if (env['BELLJAR_TRAY'] === 'off') return false
  if (process.platform !== 'linux') return true
  const socket = socketOf(env)
  return socket !== undefined && ownsName(socket, 'org.kde.StatusNotifierWatcher')
}

/** Asks again for a minute: what starts at login is often there before the panel that shows icons. */
export async function trayComes(
  asks: () => Promise<boolean> = hasTray,
  { everyMs, forMs } = { everyMs: 2000, forMs: 60_000 },
): Promise<boolean> {
  const until = performance.now() + forMs
  while (!(await asks())) {
    if (performance.now() >= until) return false
    await sleep(everyMs, undefined, { ref: false })
  }
  return true
}
