import type { Client } from '../../shared/rpc.ts'
import type { Health } from '../../shared/watching.ts'
import { count } from './amounts.ts'
import { serverOf } from './find-server.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { showHealth, showHealthOf } from './show-health.ts'

/** health. */
export function addHealthCommand(group: Group): void {
  const { program, terminal } = group
  program
    .command('health')
    .description('whether the servers that are on work; of one server, how it did in the last 24 hours')
    .argument('[server]', 'its name')
    .option('--check', 'check first, whether or not it is their turn')
    .action(
      asking<Common & { check?: boolean }>(group, async (client, [name], options) => {
        const ids = name === undefined ? await switchedOn(client) : [(await serverOf(client, name)).id]
        if (options.check)
          for (const id of ids) {
            // Of all: one that cannot be checked says why in its row.
            const checked = client.call('health.check', { id })
            await (name === undefined ? checked.catch(() => undefined) : checked)
          }
        const all = (await client.call('app.snapshot', null)).health.filter(({ server }) => ids.includes(server))
        const [health] = all
        if (name === undefined || !health) return answer(group, options, all, () => lines(all, terminal))
        const history = await client.call('health.history', { id: health.server, hours: 24, slots: 24 })
        answer(group, options, { ...health, history }, () => showHealthOf(health, history, terminal))
      }),
    )
}

async function switchedOn(client: Client): Promise<string[]> {
  const { servers } = await client.call('app.snapshot', null)
  return servers.filter(({ enabled }) => enabled).map(({ id }) => id)
}

/** First in one line, then each. */
function lines(all: readonly Health[], look: Parameters<typeof showHealth>[1]): string {
  if (all.length === 0) return 'No server is switched on, so none is checked. belljar enable NAME switches one on.\n'
  const failing = all.filter(({ state, paused }) => state === 'failing' && paused === undefined).length
  const paused = all.filter((health) => health.paused !== undefined).length
  const said = [failing === 0 ? 'none failing' : `${failing} failing`, ...(paused > 0 ? [`${paused} not checked`] : [])]
  return `${count(all.length, 'server')} on: ${said.join(', ')}.\n\n${showHealth(all, look)}`
}
