import type { Server } from '../../shared/domain.ts'
import { describeGrants } from '../../shared/grants.ts'
import { count } from './amounts.ts'
import { paint } from './colour.ts'
import { missingWords } from './missing-words.ts'
import { oneLine } from './plain-text.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** All servers, each with its tools below it. */
export function showServers(servers: readonly Server[], terminal: Pick<Terminal, 'columns' | 'colours'>): string {
  if (servers.length === 0) return 'There are no servers yet. belljar add FILE.wasm installs one.\n'
  const rows = servers.flatMap((server) => [
    [
      paint(terminal, 'bold', server.name),
      paint(terminal, server.enabled ? 'green' : 'dim', server.enabled ? 'on' : 'off'),
      stateOf(server),
      grantsOf(server),
      String(server.callCount),
      String(server.trapCount),
      oneLine(server.description ?? server.title ?? ''),
    ],
    ...server.tools.map((tool) => [
      `  ${oneLine(tool.name)}`,
      paint(terminal, 'dim', tool.enabled ? 'on' : 'off'),
      tool.held ? 'not approved' : '',
      '',
      '',
      '',
      oneLine(tool.title ?? tool.description ?? ''),
    ]),
  ])
  return table(['NAME', '', 'STATE', 'MAY TOUCH', 'CALLS', 'TRAPS', ''], rows, terminal.columns)
}

/** One or a few words; why it cannot be used where that is so. */
export function stateOf({ state, problem, instances }: Server): string {
  if (problem) return `unusable: ${oneLine(problem.message)}`
  if (state.kind === 'running' && instances > 1) return `running (${instances})`
  if (state.kind === 'needs-grants') return 'needs grants'
  return state.kind === 'stopped' ? 'idle' : state.kind
}

/** All that it may touch, in a few words. */
function grantsOf({ grants, withheld, stale }: Server): string {
  if (withheld !== undefined) return 'nothing: withheld'
  return `${oneLine(describeGrants(grants))}${stale > 0 ? ' (restart to apply)' : ''}`
}

/** What a server is, after it was installed or switched. */
export function showServer({ name, enabled, tools, missing }: Server): string {
  const on = tools.filter((tool) => tool.enabled).length
  return [
    `${name} is ${enabled ? 'on' : 'off'}, with ${on === tools.length ? count(on, 'tool') : `${on} of ${count(tools.length, 'tool')} on`}.\n`,
    missingWords({ name, missing }),
  ].join('')
}
