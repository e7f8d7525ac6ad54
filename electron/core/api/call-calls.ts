import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'
import { unknown } from './unknown.ts'

type Names = `calls.${'list' | 'get' | 'latency' | 'tools' | 'clients' | 'running'}`

export function callCalls({ records, sessions }: Parts): Pick<Api, Names> {
  return {
    'calls.list': (query) => records.calls(query),
    'calls.get': async ({ id }) => (await records.call(id)) ?? unknown('call', id),
    'calls.latency': (query) => records.latency(query),
    'calls.tools': (query) => records.callTools(query),
    'calls.clients': () => records.callClients(),
    'calls.running': () => Promise.resolve(sessions.callsRunning),
  }
}
