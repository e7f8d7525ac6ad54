import type { Server } from '../../shared/domain.ts'
import { enableServer } from '../act.ts'
import { giveNeeds } from './grant-form.ts'

/** Switching on what cannot work yet first asks for exactly what it needs. */
export async function switchServer(server: Server, on: boolean): Promise<void> {
  if (on && server.missing.length > 0 && !server.withheld) giveNeeds(server.id, server.missing, true)
  else await enableServer(server.id, on)
}
