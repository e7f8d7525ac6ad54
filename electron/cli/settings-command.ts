import { Argument } from 'commander'
import { change } from './agreement.ts'
import { answer, asking, type Group } from './group.ts'

/** settings. */
export function addSettingsCommand(group: Group): void {
  const { program, terminal } = group
  program
    .command('settings')
    .description('how Belljar behaves; without words, how it does now')
    .addArgument(
      new Argument('[setting]', 'confirm-cli: changes by this command wait for a yes in the window').choices([
        'confirm-cli',
      ]),
    )
    .addArgument(new Argument('[value]').choices(['on', 'off']))
    .action(
      asking(group, async (client, [, value], options) => {
        const settings =
          value === undefined
            ? (await client.call('app.snapshot', null)).settings
            : await change(client, terminal, () => client.call('settings.set', { confirmCli: value === 'on' }))
        answer(group, options, settings, () => `confirm-cli ${settings.confirmCli ? 'on' : 'off'}\n`)
      }),
    )
}
