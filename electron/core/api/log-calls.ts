import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'

export function logCalls({
  dumps,
  records,
}: Parts): Pick<Api, 'logs.list' | 'logs.count' | 'records.size' | 'records.clear'> {
  return {
    'logs.list': (query) => records.logs(query),
    'logs.count': (query) => records.countLogs(query),
    'records.size': () => records.size(),
    'records.clear': async (what) => {
      await records.clear(what)
      if (what.what.includes('traps')) await dumps.forget(what.server)
      return records.size()
    },
  }
}
