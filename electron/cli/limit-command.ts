import { change } from './agreement.ts'
import { serverOf } from './find-server.ts'
import type { Changing } from './give-grants.ts'
import { answer, asking, type Group } from './group.ts'
import { limitsOf, limitWords } from './limit-words.ts'
import { showStale } from './show-grants.ts'

/** limit. */
export function addLimitCommand(group: Group): void {
  const { program, terminal } = group
  program
    .command('limit')
    .description('how much a server may use; without words, what it may use now')
    .argument('<server>')
    .argument('[limits...]', 'memory=64MB call=5s start=10s idle=5m calls=4 handles=256 output=1MB')
    .option('--restart', 'restart what runs, so that it holds at once')
    .action(
      asking<Changing>(
        group,
        async (client, [id = '', ...words], options) => {
          const limits = limitsOf(words)
          let server = await serverOf(client, id)
          if (words.length > 0) server = await change(client, terminal, () => client.call('limits.set', { id, limits }))
          if (options.restart) server = await client.call('servers.restart', { id })
          answer(group, options, server.limits, () => `${limitWords(server.limits).join(' ')}\n${showStale(server)}`)
        },
        ([, ...words]) => void limitsOf(words),
      ),
    )
}
