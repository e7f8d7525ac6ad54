import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'
import { unknown } from './unknown.ts'

export function callCalls({ records }: Parts): Pick<Api, `calls.${'list' | 'get' | 'latency' | 'tools' | 'clients'}`> {
  return {
    'calls.list': (query) => records.calls(query),
    'calls.get': async ({ id }) => (await records.call(id)) ?? unknown('call', id),
    'calls.latency': (query) => records.latency(query),
    'calls.tools': (query) => records.callTools(query),
    'calls.clients': () => records.callClients(),
  }
}
