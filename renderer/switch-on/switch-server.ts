import type { Server } from '../../shared/domain.ts'
import { enableServer } from '../act.ts'
import { setSwitchOn } from '../store/window.ts'

/** Switching on what cannot work yet first asks for exactly what it needs. */
export async function switchServer(server: Server, on: boolean): Promise<void> {
  if (on && server.missing.length > 0 && !server.withheld) setSwitchOn(server.id)
  else await enableServer(server.id, on)
}
