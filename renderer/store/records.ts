import type { Call, TrapRecord } from '../../shared/records.ts'
import { ask } from '../connection.ts'
import type { Scope } from './model.ts'
import { mergeCalls, mergeTraps } from './patch.ts'
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

function putCalls(scope: Scope, fresh: Call[]): void {
  setState((state) => ({ calls: { ...state.calls, [scope]: mergeCalls(state.calls[scope] ?? [], fresh) } }))
}
function putTraps(scope: Scope, fresh: TrapRecord[]): void {
  setState((state) => ({ traps: { ...state.traps, [scope]: mergeTraps(state.traps[scope] ?? [], fresh) } }))
}

const load = {
  calls: async (scope: Scope) => putCalls(scope, await ask('calls.list', { ...of(scope), limit: 200 })),
  traps: async (scope: Scope) => putTraps(scope, await ask('traps.list', { ...of(scope), limit: 200 })),
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

/** After a reconnect: lists may have missed events, so they are asked for anew. */
export async function reloadRecords(): Promise<void> {
  setState({ calls: {}, traps: {}, secrets: null })
  const all = (Object.keys(wanted) as (keyof typeof wanted)[]).flatMap((what) =>
    [...wanted[what]].map((scope) => load[what](scope)),
  )
  await Promise.allSettled(all)
}
