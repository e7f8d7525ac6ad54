import type { Server } from '../../shared/domain.ts'
import { act, enableServer, restartServer } from '../act.ts'
import { mayEndCalls } from '../end-calls.ts'
import { say } from '../store/window.ts'
import { counted } from '../words/amounts.ts'

/** It can be switched on only with what it needs, and that is a question of its own. */
export function needsAnswer({ enabled, missing, withheld }: Server): boolean {
  return !enabled && missing.length > 0 && !withheld
}

/** It has an instance, or one that is being waited for. */
export function canRestart({ instances, state }: Server): boolean {
  return instances > 0 || state.kind === 'failed' || state.kind === 'waiting'
}

/** Those that need grants first are left off and given back. */
export async function switchMany(servers: readonly Server[], on: boolean): Promise<Server[]> {
  const leftOff = on ? servers.filter(needsAnswer) : []
  const meant = servers.filter((server) => server.enabled !== on && !leftOff.includes(server))
  const done = await onEach(meant, ({ id }) => enableServer(id, on))
  if (done > 0) say({ tone: 'done', message: `${counted(done, 'server')} switched ${on ? 'on' : 'off'}.` })
  else if (meant.length === 0 && leftOff.length === 0)
    say({ tone: 'done', message: `All of them are ${on ? 'on' : 'off'} already.` })
  return leftOff
}

export async function restartMany(servers: readonly Server[]): Promise<void> {
  const meant = servers.filter(canRestart)
  const running = meant.filter(({ instances }) => instances > 0).map(({ id }) => id)
  if (!(await mayEndCalls('restart', running))) return
  const done = await onEach(meant, ({ id }) => restartServer(id))
  if (done > 0) say({ tone: 'done', message: `${counted(done, 'server')} restarted.` })
  else if (meant.length === 0) say({ tone: 'done', message: 'None of them runs. Each starts at its next call.' })
}

/** Gives how many are gone. What went wrong is said of each. */
export async function removeMany(servers: readonly Server[]): Promise<number> {
  const done = await onEach(servers, ({ id }) => act('servers.remove', { id }))
  const [first] = servers
  if (done > 0 && first)
    say({
      tone: 'done',
      message: servers.length === 1 ? `${first.name} was removed.` : `${done} servers were removed.`,
    })
  return done
}

/** One after the other: each says by itself what went wrong with it. */
async function onEach(servers: readonly Server[], each: (server: Server) => Promise<unknown>): Promise<number> {
  let done = 0
  for (const server of servers) if ((await each(server)) !== undefined) done++
  return done
}
