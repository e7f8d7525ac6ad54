import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'
import { later, unknown } from './unknown.ts'

export function callCalls({ records }: Parts): Pick<Api, `calls.${'list' | 'get' | 'latency' | 'tools' | 'clients'}`> {
  return {
    'calls.list': (query) => records.calls(query),
    'calls.get': async ({ id }) => (await records.call(id)) ?? unknown('call', id),
    'calls.latency': later,
    'calls.tools': later,
    'calls.clients': later,
  }
}
