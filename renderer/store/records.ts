import { ask } from '../connection.ts'
import type { Scope } from './model.ts'
import { mergeCalls, mergeTraps } from './patch.ts'
import { replaced } from './replaced.ts'
import { useMirror } from './store.ts'

const { setState, getState } = useMirror

const of = (scope: Scope) => (scope === '' ? {} : { server: scope })

/** The first lists are asked for once; events keep them up to date from then on. */
const wanted = {
  calls: new Set<Scope>(),
  traps: new Set<Scope>(['']),
  /** Of all servers only. */
  secrets: new Set<''>(),
}

const load = {
  calls: async (scope: Scope) => {
    const held = getState().calls[scope] ?? []
    const answer = await ask('calls.list', { ...of(scope), limit: 200 })
    setState(({ calls }) => ({ calls: { ...calls, [scope]: replaced(calls[scope] ?? [], held, answer, mergeCalls) } }))
  },
  traps: async (scope: Scope) => {
    const held = getState().traps[scope] ?? []
    const answer = await ask('traps.list', { ...of(scope), limit: 200 })
    setState(({ traps }) => ({ traps: { ...traps, [scope]: replaced(traps[scope] ?? [], held, answer, mergeTraps) } }))
  },
  secrets: async () => setState({ secrets: await ask('secrets.list', null) }),
}

/** Makes sure that a list is there and stays up to date. Repeated asking costs nothing. */
export function want(what: 'calls' | 'traps', scope: Scope): void {
  if (wanted[what].has(scope) && getState()[what][scope]) return
  wanted[what].add(scope)
  // A lost link is not an error of the list: everything wanted is asked for again when it is back.
  load[what](scope).catch(() => undefined)
}

export function wantSecrets(): void {
  if (wanted.secrets.has('') && getState().secrets) return
  wanted.secrets.add('')
  load.secrets().catch(() => undefined)
}

/** After a reconnect: lists may have missed events, so they are asked for anew. What was seen stays until then. */
export async function reloadRecords(): Promise<void> {
  const all = (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((what) =>
    [...wanted[what]].map((scope) => load[what](scope)),
  )
  await Promise.allSettled(all)
}
