import type { Command } from 'commander'
import type { SecretsState } from '../../shared/access.ts'
import { change } from './agreement.ts'
import { time } from './amounts.ts'
import { withBelljar } from './belljar.ts'
import { UsageError } from './failure.ts'
import { answer, asking, type Common, type Group } from './group.ts'
import { oneLine } from './plain-text.ts'
import { readSecret } from './read-secret.ts'
import { table } from './table.ts'

/** secret set, list, remove. */
export function addSecretCommands(group: Group): void {
  const { program, terminal } = group
  const secret = program.command('secret').description('values that servers may be given and nobody may read')

  secret
    .command('set')
    .description('keep a value, which is read from stdin')
    .argument('<name>')
    // Taken only to be refused with a sentence of its own.
    .argument('[value]')
    .action(async (...given: unknown[]) => {
      const command = given.at(-1) as Command
      const [name = '', value] = command.args
      if (value !== undefined || name.includes('='))
        throw new UsageError(
          'The value of a secret is never an argument: other programs and the history of your shell can read those. ' +
            `It is read from stdin, for instance: belljar secret set ${name.split('=')[0] ?? ''} < FILE`,
        )
      const options = command.optsWithGlobals<Common>()
      // Before a host is opened: a person may think for a while.
      const text = await readSecret(name)
      await withBelljar(terminal, options.home, async (client) => {
        const state = await change(client, terminal, () => client.call('secrets.set', { name, value: text }))
        warn(state)
        const where = state.kept === 'file' ? 'an encrypted file' : 'the keychain'
        answer(
          group,
          options,
          state,
          () => `${name} is kept in ${where}. belljar grant SERVER secret ${name} hands it out.\n`,
        )
      })
    })

  secret
    .command('list')
    .description('the names, never the values')
    .action(
      asking(group, async (client, _words, options) => {
        const state = await client.call('secrets.list', null)
        warn(state)
        answer(group, options, state, () => showSecrets(state, terminal.columns))
      }),
    )

  secret
    .command('remove')
    .description('forget a value')
    .argument('<name>')
    .action(
      asking(group, async (client, [name = ''], options) => {
        const before = await client.call('secrets.list', null)
        const state = await change(client, terminal, () => client.call('secrets.remove', { name }))
        const users = before.secrets.find((one) => one.name === name)?.usedBy ?? []
        const still =
          users.length === 0 ? '' : `It is still granted to ${users.join(', ')}, which will not start without it.\n`
        answer(group, options, state, () => `${oneLine(name)} was removed.\n${still}`)
      }),
    )

  function warn({ warning }: SecretsState): void {
    if (warning !== undefined) terminal.err(`${oneLine(warning)}\n`)
  }
}

export function showSecrets({ secrets }: SecretsState, columns?: number): string {
  if (secrets.length === 0) return 'There are no secrets. belljar secret set NAME keeps one.\n'
  const rows = secrets.map(({ name, setAt, usedBy }) => [oneLine(name), '••••••••', time(setAt), usedBy.join(', ')])
  return table(['NAME', 'VALUE', 'SET', 'GRANTED TO'], rows, columns)
}
