import { ProblemError, type Client } from '../../shared/rpc.ts'
import { serverOf } from './find-server.ts'
import { answer, asking, type Group } from './group.ts'
import { showServer, showServers } from './show-servers.ts'

/** list, remove, enable, disable. */
export function addServerCommands(group: Group): void {
  const { program, terminal } = group

  program
    .command('list')
    .description('the servers and their tools')
    .action(
      asking(group, async (client, _words, options) => {
        const { servers } = await client.call('app.snapshot', null)
        answer(group, options, servers, () => showServers(servers, terminal))
      }),
    )

  program
    .command('remove')
    .description('remove a server and everything recorded about it')
    .argument('<server>')
    .action(
      asking(group, async (client, [id = ''], options) => {
        await client.call('servers.remove', { id })
        answer(group, options, { removed: id }, () => `${id} was removed.\n`)
      }),
    )

  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    program
      .command(name)
      .description(`switch a server, or one of its tools, ${enabled ? 'on' : 'off'}`)
      .argument('<server>')
      .argument('[tool]')
      .action(
        asking(group, async (client, [id = '', tool], options) => {
          const server =
            tool === undefined
              ? await client.call('servers.enable', { id, enabled })
              : await client.call('servers.enableTool', { id, tool: await toolOf(client, id, tool), enabled })
          answer(group, options, server, () =>
            tool === undefined
              ? showServer(server)
              : `${tool} is ${enabled ? 'on' : 'off'}.\n${server.enabled ? '' : showServer(server)}`,
          )
        }),
      )
  }
}

/** A tool by its own name, or as clients see it. */
export async function toolOf(client: Client, id: string, tool: string): Promise<string> {
  const server = await serverOf(client, id)
  const found = server.tools.find(({ name }) => name === tool) ?? server.tools.find((one) => one.clientName === tool)
  if (found) return found.name
  throw new ProblemError({
    code: 'not-found',
    message: `${id} has no tool ${tool}.`,
    hint:
      server.tools.length > 0
        ? `It has ${server.tools.map(({ name }) => name).join(', ')}.`
        : server.missing.length > 0
          ? `Its tools are not known before it has what it needs: belljar grants ${server.name}`
          : 'It has no tools at all.',
  })
}
