import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'
import { later } from './unknown.ts'

export function healthCalls(parts: Parts): Pick<Api, 'health.check' | 'health.history' | 'alerts.dismiss'> {
  void parts
  return { 'health.check': later, 'health.history': later, 'alerts.dismiss': later }
}
