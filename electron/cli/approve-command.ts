import { createTwoFilesPatch } from 'diff'
import type { Server, Tool, ToolFace } from '../../shared/domain.ts'
import { describeGrants, sayGrant } from '../../shared/grants.ts'
import { ProblemError } from '../../shared/rpc.ts'
import { agreeTo, change } from './agreement.ts'
import { serverOf } from './find-server.ts'
import type { Changing } from './give-grants.ts'
import { answer, asking, type Group } from './group.ts'
import { oneLine } from './plain-text.ts'
import { toolOf } from './server-commands.ts'

/** approve. */
export function addApproveCommand(group: Group): void {
  const { program, terminal } = group
  program
    .command('approve')
    .description('let clients see tools that have changed, and put grants in force that were withheld')
    .argument('<server>')
    .argument('[tool]')
    .option('-y, --yes', 'do not show and ask')
    .action(
      asking<Changing>(group, async (client, [id = '', named], options) => {
        const before = await serverOf(client, id)
        const tool = named === undefined ? undefined : await toolOf(client, id, named)
        const held = before.tools.filter((one) => one.held && (tool === undefined || one.name === tool))
        const withheld = tool === undefined ? before.withheld : undefined
        if (held.length === 0 && withheld === undefined) {
          throw new ProblemError({
            code: 'not-found',
            message: `Nothing of ${id} waits for approval${tool === undefined ? '' : ` under the name ${tool}`}.`,
            hint: 'belljar list shows what is not approved.',
          })
        }
        if (!options.yes) {
          await agreeTo(terminal, {
            before: `${withheld === undefined ? '' : showWithheld(before, withheld)}${held.map(showHeld).join('\n')}`,
            question: 'Approve it?',
            otherwise: 'nothing was approved',
            hint: 'Look at what has changed, then approve it with --yes.',
          })
        }
        let server = before
        if (withheld !== undefined) server = await change(client, terminal, () => client.call('grants.approve', { id }))
        if (held.length > 0)
          server = await change(client, terminal, () =>
            client.call('tools.approve', {
              ...{ id, seen: held.map((one) => one.held?.after) },
              ...(tool !== undefined && { tool }),
            }),
          )
        answer(group, options, server, () => {
          const names = held.map(({ name }) => oneLine(name))
          const grants = withheld === undefined ? [] : [`its grants (${oneLine(describeGrants(server.grants))})`]
          return `Approved of ${id}: ${[...grants, ...names].join(', ')}.\n`
        })
      }),
    )
}

function showWithheld({ grants }: Server, why: string): string {
  return `${oneLine(why)}\nIt would get:\n${grants.map((grant) => `  ${oneLine(sayGrant(grant))}.\n`).join('')}`
}

/** What a model reads, before and after; characters that show nothing are spelled out. */
export function showHeld({ name, held }: Pick<Tool, 'name' | 'held'>): string {
  if (!held) return ''
  const [before, after] = [held.before, held.after].map((face) => (face ? textOf(face) : ''))
  const patch = createTwoFilesPatch('', '', before ?? '', after ?? '', undefined, undefined, { context: 2 })
  const change = patch.slice(patch.indexOf('@@')).replace(/^\\ No newline.*\n/gm, '')
  return `${visible(name)} ${held.before ? 'has changed' : 'is new'}:\n${change}`
}

function textOf({ description, ...rest }: ToolFace): string {
  return `${visible(description ?? '')}\n${visible(JSON.stringify(rest, null, 2))}\n`
}

/** Line breaks stay; everything else that has no shape of its own becomes `\u{200b}`. */
export function visible(text: string): string {
  return text.replace(
    /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}|[\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}
