import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'
import { later, unknown } from './unknown.ts'

export function trapCalls({
  records,
}: Parts): Pick<Api, `traps.${'list' | 'get' | 'reproduce'}` | 'servers.keepDumps'> {
  return {
    'traps.list': (query) => records.traps(query),
    'traps.get': async ({ id }) => {
      const trap = (await records.trapById(id)) ?? unknown('trap', id)
      return { ...trap, denials: [], before: [], sources: trap.frames.map(() => null) }
    },
    'traps.reproduce': later,
    'servers.keepDumps': later,
  }
}
