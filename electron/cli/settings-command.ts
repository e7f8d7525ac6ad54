import type { AppSettings } from '../../shared/domain.ts'
import { change } from './agreement.ts'
import { answer, asking, type Group } from './group.ts'
import { settingWords, wordOf } from './setting-words.ts'
import { table } from './table.ts'

/** Those that bear on what servers may do: they are asked about and announced like changes of grants. */
const guarding = ['confirm-cli', 'limits']

/** settings. */
export function addSettingsCommand(group: Group): void {
  const { program, terminal } = group
  program
    .command('settings')
    .description('how Belljar behaves; without words, how it does now')
    .argument('[setting]', Object.keys(settingWords).join(', '))
    .argument('[values...]', 'what it is to be')
    .addHelpText('after', () => `\nSettings:\n${help()}`)
    .action(
      asking(
        group,
        async (client, [name, ...values], options) => {
          let { settings } = await client.call('app.snapshot', null)
          if (name !== undefined && values.length > 0) {
            const given = wordOf(name).read(values, settings)
            const set = () => client.call('settings.set', given)
            settings = guarding.includes(name) ? await change(client, terminal, set) : await set()
          }
          answer(group, options, settings, () => show(settings, name))
        },
        ([name, ...values]) => {
          if (name === undefined) return
          const word = wordOf(name)
          // The bounds do not depend on what holds now.
          if (values.length > 0) word.read(values, { retention: { days: 1, bytes: 10_000_000 } })
        },
      ),
    )
}

function show(settings: AppSettings, name: string | undefined): string {
  if (name !== undefined) return `${name} ${wordOf(name).say(settings)}\n`
  return table(
    ['SETTING', 'NOW', ''],
    Object.entries(settingWords).map(([word, { say, does }]) => [word, say(settings), does]),
  )
}

function help(): string {
  return Object.entries(settingWords)
    .map(([word, { does, values }]) => `  ${word.padEnd(14)} ${values.padEnd(46)} ${does}\n`)
    .join('')
}
