import type { Api } from '../../../shared/contract.ts'
import type { Asker } from '../asker.ts'
import { listed, printable } from '../servers/printable.ts'
import type { Parts } from './parts.ts'

export function logCalls(
  { dumps, records, grants: { watch } }: Parts,
  asker: Asker,
): Pick<Api, 'logs.list' | 'logs.count' | 'records.size' | 'records.clear'> {
  return {
    'logs.list': (query) => records.logs(query),
    'logs.count': (query) => records.countLogs(query),
    'records.size': () => records.size(),
    'records.clear': async (what) => {
      const said = `Clear recorded ${listed(what.what)} of ${what.server === undefined ? 'all servers' : printable(what.server)}`
      await watch.change(asker, null, [said], async () => {
        await records.clear(what)
        if (what.what.includes('traps')) await dumps.forget(what.server)
      })
      return records.size()
    },
  }
}
