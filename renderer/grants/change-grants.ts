import { grantKey, sayGrant, type Grant } from '../../shared/grants.ts'
import type { Limits, Server } from '../../shared/domain.ts'
import { act, changeServer } from '../act.ts'
import { userHome } from '../store/user-home.ts'
import { say } from '../store/window.ts'
import { tildeIn } from '../words/paths.ts'
import type { Settled, Waiting } from './settled.ts'

/** Can be taken back: what was revoked is what the person once allowed. */
export async function revokeGrant(server: Server, grant: Grant): Promise<void> {
  const revoked = await changeServer(act('grants.revoke', { id: server.id, keys: [grantKey(grant)] }))
  if (!revoked) return
  say({
    tone: 'done',
    message: `Revoked: ${tildeIn(sayGrant(grant), userHome())}.`,
    undo: () => void giveBack(server.id, [grant]),
  })
}

/** These were granted before, with every question answered. */
export async function giveBack(id: string, grants: readonly Grant[]): Promise<void> {
  await changeServer(act('grants.add', { id, grants: [...grants], confirmed: true }))
}

export async function setLimits(id: string, limits: Partial<Limits>): Promise<boolean> {
  return (await changeServer(act('limits.set', { id, limits }))) !== undefined
}

/** Back to what the running instances have. */
export async function undoWaiting(id: string, waiting: Waiting, settled: Settled): Promise<void> {
  const back = [...waiting.revoked, ...waiting.changed.map(({ before }) => before)]
  const gone = waiting.added.map(grantKey)
  if (gone.length > 0) await changeServer(act('grants.revoke', { id, keys: gone }))
  if (back.length > 0) await giveBack(id, back)
  if (waiting.limits.length > 0)
    await setLimits(id, Object.fromEntries(waiting.limits.map((name) => [name, settled.limits[name]])))
}

export async function approveGrants(id: string): Promise<void> {
  await changeServer(act('grants.approve', { id }))
}
