import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Parts } from './parts.ts'
import { later, unknown } from './unknown.ts'

export function toolCalls(
  { sessions }: Parts,
  server: (id: string) => Server,
): Pick<Api, `tools.${'call' | 'cancel' | 'check' | 'describe'}`> {
  return {
    'tools.call': async ({ id, tool, args, json }) => {
      if (!server(id).tools.some(({ name }) => name === tool)) unknown('tool', tool)
      const done = await sessions.callTool(id, tool, args ?? (JSON.parse(json ?? '{}') as Record<string, unknown>))
      return { ...done, json: JSON.stringify(done.result) }
    },
    'tools.cancel': later,
    'tools.check': later,
    'tools.describe': later,
  }
}
