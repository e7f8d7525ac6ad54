import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'
import { later } from './unknown.ts'

export function logCalls({ records }: Parts): Pick<Api, 'logs.list' | 'logs.count' | 'records.size' | 'records.clear'> {
  return {
    'logs.list': (query) => records.logs(query),
    'logs.count': later,
    'records.size': later,
    'records.clear': later,
  }
}
