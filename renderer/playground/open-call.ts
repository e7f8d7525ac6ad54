import type { Call } from '../../shared/records.ts'
import { ask, problemOf } from '../connection.ts'
import { go } from '../route.ts'
import { say } from '../store/window.ts'
import { draftKey, putArguments } from './drafts.ts'
import { unaltered } from './unaltered.ts'

/** Opens a call's tool with the call's arguments. */
export function openInPlayground(call: Pick<Call, 'id' | 'server' | 'tool'>): void {
  void bringArguments(call).then(() => go({ screen: 'server', id: call.server, tab: 'tools', item: call.tool }))
}

/** Brings the arguments of a recorded call into the form; what was cut or blanked out is left empty, and said. */
export async function bringArguments({ id, server, tool }: Pick<Call, 'id' | 'server' | 'tool'>): Promise<void> {
  try {
    const { args, altered } = await ask('calls.get', { id })
    const { text, missing } = unaltered(args, altered)
    putArguments(draftKey(server, tool), text, missing)
  } catch (error) {
    const { message, hint } = problemOf(error)
    say({ tone: 'failed', message, ...(hint && { hint }) })
  }
}
