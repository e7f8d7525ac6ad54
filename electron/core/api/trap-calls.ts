import { existsSync } from 'node:fs'
import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { TrapRecord } from '../../../shared/records.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Asker } from '../asker.ts'
import { dumpProblem } from '../traps/refused-dump.ts'
import { reproduction } from '../traps/reproduction.ts'
import { trapDetail } from '../traps/trap-detail.ts'
import type { Parts } from './parts.ts'
import { unknown } from './unknown.ts'

export function trapCalls(
  { book, grants, places, records, redact }: Parts,
  asker: Asker,
  server: (id: string) => Server,
): Pick<Api, `traps.${'list' | 'get' | 'reproduce'}` | 'servers.keepDumps'> {
  const trapOf = async (id: string): Promise<TrapRecord> => (await records.trapById(id)) ?? unknown('trap', id)
  return {
    'traps.list': (query) => records.traps(query),
    'traps.get': async ({ id }) => {
      const trap = await trapOf(id)
      const deps = { records, redact, server: book.get(trap.server), closed: [places.home, places.cache] }
      return trapDetail(deps, trap)
    },
    'traps.reproduce': async ({ id }) => {
      const trap = await trapOf(id)
      const installed = book.get(trap.server) ?? unknown('server', trap.server)
      const bytes = book.wasmPath(trap.hash ?? installed.hash)
      const wasm = existsSync(bytes) ? bytes : undefined
      const caused = trap.call === undefined ? undefined : await records.call(trap.call)
      return reproduction({ trap, caused, server: installed, wasm, redact })
    },
    'servers.keepDumps': async ({ id, keep }) => {
      const installed = book.get(id) ?? unknown('server', id)
      const problem = keep ? await dumpProblem(installed, redact) : undefined
      if (problem) throw new ProblemError(problem)
      const said = keep ? 'Keep core dumps of traps' : 'Keep no core dumps of traps'
      await grants.watch.change(asker, id, [said], () => book.keepDumps(id, keep))
      return server(id)
    },
  }
}
