import type { Api } from '../../../shared/contract.ts'
import type { Asker } from '../asker.ts'
import { settingsView } from '../settings.ts'
import type { Parts } from './parts.ts'
import { later } from './unknown.ts'

export function settingsCalls(
  { settings, grants: { watch, settingsChanged } }: Parts,
  asker: Asker,
): Pick<Api, 'settings.set' | 'app.about' | 'app.licences'> {
  return {
    'settings.set': async ({ confirmCli }) => {
      if (confirmCli !== undefined && confirmCli !== settings.value.confirmCli) {
        const said = confirmCli
          ? 'Ask in the window about changes by the command line'
          : 'No longer ask in the window about changes by the command line'
        await watch.change(asker, null, [said], () => settings.change((old) => ({ ...old, confirmCli })))
        settingsChanged()
      }
      return settingsView(settings.value)
    },
    'app.about': later,
    'app.licences': later,
  }
}
