import type { Api } from '../../../shared/contract.ts'
import type { Parts } from './parts.ts'

export function healthCalls({
  health: { checker, alerts },
}: Parts): Pick<Api, 'health.check' | 'health.history' | 'alerts.dismiss'> {
  return {
    'health.check': ({ id }) => checker.check(id),
    'health.history': (query) => checker.history(query),
    'alerts.dismiss': async ({ id }) => {
      alerts.dismiss(id)
      return null
    },
  }
}
