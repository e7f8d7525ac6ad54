import type { Api } from '../../../shared/contract.ts'
import type { Server } from '../../../shared/domain.ts'
import type { Asker } from '../asker.ts'
import { sayDescribed } from '../grants/say-changes.ts'
import { readArguments } from '../playground/read-arguments.ts'
import { Runs } from '../playground/runs.ts'
import type { Parts } from './parts.ts'
import { unknown } from './unknown.ts'

export function toolCalls(
  { sessions, book, checker, grants: { watch } }: Parts,
  server: (id: string) => Server,
  asker: Asker,
): Pick<Api, `tools.${'call' | 'cancel' | 'check' | 'describe'}`> {
  const runs = new Runs(asker)
  const toolOf = (id: string, tool: string) =>
    server(id).tools.find(({ name }) => name === tool) ?? unknown('tool', tool)
  return {
    'tools.call': ({ id, tool, args, json, run }) => {
      toolOf(id, tool)
      const given = args ?? readArguments(json ?? '{}')
      return runs.call(run, (options) => sessions.callTool(id, tool, given, options))
    },
    'tools.cancel': async ({ run }) => {
      runs.cancel(run)
      return null
    },
    'tools.check': ({ id, tool, json }) => checker.check(toolOf(id, tool).inputSchema, json),
    'tools.describe': async ({ id, tool, name, description }) => {
      toolOf(id, tool)
      const given = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) }
      // Models of all clients read it.
      await watch.change(asker, id, sayDescribed(tool, given), () => book.describeTool(id, tool, given))
      return server(id)
    },
  }
}
