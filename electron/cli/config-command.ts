import { Option } from 'commander'
import { createTwoFilesPatch } from 'diff'
import type { ClientState, ConfigPlan } from '../../shared/domain.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { lines } from './plain-text.ts'

interface Options extends Common {
  print?: boolean
  write?: boolean
  undo?: boolean
}

/** config. */
export function addConfigCommand(group: Group): void {
  group.program
    .command('config')
    .description("Belljar's entry in the config of a client, for instance claude-desktop")
    .argument('<client>')
    .addOption(new Option('--print', 'write the complete snippet to stdout (the default)').conflicts(['write', 'undo']))
    .addOption(new Option('--write', "put the entry into the client's config file").conflicts(['print', 'undo']))
    .addOption(new Option('--undo', 'take it out again').conflicts(['print', 'write']))
    .action(
      asking<Options>(group, async (client, [id = ''], options) => {
        if (options.undo) {
          const state = await client.call('clients.undo', { id })
          answer(group, options, state, () => `Taken back: ${state.path}\n${next(state)}`)
          return
        }
        const plan = await client.call('clients.plan', { id })
        if (!options.write) return answer(group, options, plan, () => plan.snippet)
        const state = await client.call('clients.connect', { id, token: plan.token })
        answer(group, options, state, () => showWritten(plan, state))
      }),
    )
}

export function showWritten(plan: ConfigPlan, state: ClientState): string {
  if (plan.before === plan.after) return `The entry is in ${plan.path} already.\n`
  const patch = createTwoFilesPatch(plan.path, plan.path, plan.before ?? '', plan.after, undefined, undefined, {
    context: 2,
  })
  // The first two lines only repeat the name.
  const change = patch.slice(patch.indexOf('@@'))
  return `${plan.path} was changed:\n${lines(change)}\n${next(state)}belljar config ${state.id} --undo takes it back.\n`
}

function next({ then }: ClientState): string {
  return then.map((step) => `${step}\n`).join('')
}
