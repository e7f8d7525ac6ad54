import type { Tool } from '../../shared/domain.ts'
import { UsageError } from './failure.ts'
import { serverOf } from './find-server.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { oneLine } from './plain-text.ts'
import { toolOf } from './server-commands.ts'
import { table } from './table.ts'

interface Describing extends Common {
  name?: string
  description?: string
  ownName?: boolean
  ownDescription?: boolean
}

/** tools, tool describe. */
export function addToolCommands(group: Group): void {
  const { program, terminal } = group

  program
    .command('tools')
    .description('the tools of a server, as clients see them')
    .argument('<server>')
    .action(
      asking(group, async (client, [id = ''], options) => {
        const { tools } = await serverOf(client, id)
        answer(group, options, tools, () => showTools(tools, terminal.columns))
      }),
    )

  const tool = program.command('tool').description('how clients see one tool')
  tool
    .command('describe')
    .description('show clients another name or description than its own')
    .argument('<server>')
    .argument('<tool>')
    .option('--name <name>', 'letters, digits, hyphen and underscore, at most 64')
    .option('--description <text>', 'what a model reads of it')
    .option('--own-name', 'back to the name that it had')
    .option('--own-description', 'back to what the server says')
    .action(
      asking<Describing>(
        group,
        async (client, [id = '', word = ''], options) => {
          const own = await toolOf(client, id, word)
          const name = options.ownName ? null : options.name
          const description = options.ownDescription ? null : options.description
          const server = await client.call('tools.describe', {
            ...{ id, tool: own },
            ...(name !== undefined && { name }),
            ...(description !== undefined && { description }),
          })
          answer(group, options, server, () =>
            server.tools
              .filter((one) => one.name === own)
              .map(sayTool)
              .join(''),
          )
        },
        (_words, { name, description, ownName, ownDescription }) => {
          if (name === undefined && description === undefined && !ownName && !ownDescription)
            throw new UsageError(
              'What should clients see? Give --name, --description, --own-name or --own-description.',
            )
          if ((name !== undefined && ownName) || (description !== undefined && ownDescription))
            throw new UsageError('A tool has its own name or description or another one, not both.')
        },
      ),
    )
}

function showTools(tools: readonly Tool[], columns: number | undefined): string {
  if (tools.length === 0) return 'It has no tools.\n'
  const rows = tools.map(({ name, clientName, enabled, held, given, title, description }) => [
    oneLine(clientName),
    held ? 'not approved' : enabled ? 'on' : 'off',
    clientName === name ? '' : oneLine(name),
    oneLine(given?.description ?? title ?? description ?? ''),
  ])
  return table(['NAME', '', 'ITS OWN NAME', ''], rows, columns)
}

function sayTool({ name, clientName, given, description }: Tool): string {
  const called = clientName === name ? `${oneLine(name)}` : `${oneLine(name)} as ${oneLine(clientName)}`
  const said = given?.description ?? description ?? ''
  return `Clients see ${called}${said ? `: ${oneLine(said)}` : ''}\n`
}
