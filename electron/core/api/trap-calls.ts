import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Asker } from '../asker.ts'
import type { Parts } from './parts.ts'
import { later, unknown } from './unknown.ts'

export function trapCalls(
  { book, grants, records }: Parts,
  asker: Asker,
  server: (id: string) => Server,
): Pick<Api, `traps.${'list' | 'get' | 'reproduce'}` | 'servers.keepDumps'> {
  return {
    'traps.list': (query) => records.traps(query),
    'traps.get': async ({ id }) => {
      const trap = (await records.trapById(id)) ?? unknown('trap', id)
      return { ...trap, denials: [], before: [], sources: trap.frames.map(() => null) }
    },
    'traps.reproduce': later,
    'servers.keepDumps': async ({ id, keep }) => {
      server(id)
      const said = keep ? 'Keep core dumps of traps' : 'Keep no core dumps of traps'
      await grants.watch.change(asker, id, [said], () => book.keepDumps(id, keep))
      return server(id)
    },
  }
}
