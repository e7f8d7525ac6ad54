import type { Api } from '../../../shared/contract.ts'
import type { Limits, Server } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Asker } from '../asker.ts'
import type { Changes } from './changes.ts'
import type { CliWatch } from './cli-watch.ts'
import type { GrantContext } from './grant-context.ts'
import type { GrantRequests } from './grant-requests.ts'
import { lookFolder } from './look-folder.ts'

/** What the calls about grants are answered from. */
export interface GrantParts {
  changes: Changes
  requests: GrantRequests
  watch: CliWatch
  here: Pick<GrantContext, 'env' | 'platform' | 'own'>
  /** The system's own dialog, where there is one; null when nothing was chosen. */
  pickFolder?(start: string | undefined): Promise<string | null>
}

type Calls =
  | 'tools.approve'
  | `grants.${'plan' | 'add' | 'revoke' | 'approve' | 'answer'}`
  | 'limits.set'
  | 'folders.pick'
  | 'folders.look'

/** `view` gives a server as it is now, or refuses. */
export function grantCalls(parts: GrantParts, asker: Asker, view: (id: string) => Server): Pick<Api, Calls> {
  const { changes, requests } = parts
  return {
    'tools.approve': async ({ id, tool, seen }) => {
      await changes.approveTools(id, { tool, seen }, asker)
      return view(id)
    },
    'grants.plan': ({ id, grant, fresh }) => changes.plan(id, grant, fresh),
    'grants.add': async ({ id, grants, confirmed }) => {
      await changes.add(id, grants, confirmed, asker)
      return view(id)
    },
    'grants.revoke': async ({ id, keys }) => {
      await changes.revoke(id, keys, asker)
      return view(id)
    },
    'grants.approve': async ({ id }) => {
      await changes.approve(id, asker)
      return view(id)
    },
    'grants.answer': async ({ id, allow }) => {
      if (asker.kind !== 'window') throw onlyInAWindow('Changes are confirmed only in a window of Belljar.')
      if (!requests.answer(id, allow)) throw answeredAlready()
      return null
    },
    'limits.set': async ({ id, limits }) => {
      await changes.limits(id, given(limits), asker)
      return view(id)
    },
    'folders.pick': async ({ start }) => {
      if (!parts.pickFolder || asker.kind !== 'window')
        throw onlyInAWindow('Folders are picked only in the window of the desktop app.')
      return parts.pickFolder(start)
    },
    'folders.look': ({ path }) => lookFolder(parts.here, path),
  }
}

function given(limits: { [K in keyof Limits]?: Limits[K] | undefined }): Partial<Limits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}

function onlyInAWindow(message: string): ProblemError {
  return new ProblemError({ code: 'unavailable', message, hint: 'Open Belljar and do it there.' })
}

function answeredAlready(): ProblemError {
  return new ProblemError({
    code: 'not-found',
    message: 'That change waits no more.',
    hint: 'It was answered, or whoever asked for it has gone.',
  })
}
