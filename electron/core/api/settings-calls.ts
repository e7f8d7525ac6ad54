import type { Api, Checked } from '../../../shared/contract.ts'
import type { AppSettings, Limits } from '../../../shared/domain.ts'
import { aboutBelljar } from '../about.ts'
import type { Asker } from '../asker.ts'
import { sayLimits } from '../grants/say-changes.ts'
import { readLicences } from '../licences.ts'
import type { Parts } from './parts.ts'

export function settingsCalls(
  { live, about, files, wasmtime, grants: { watch } }: Parts,
  asker: Asker,
): Pick<Api, 'settings.set' | 'app.about' | 'app.licences'> {
  return {
    'settings.set': async (given) => {
      await watch.change(asker, null, sayGuarding(given, live.value), () => live.set(given))
      return live.value
    },
    'app.about': async () => aboutBelljar({ ...about, wasmtime: wasmtime.state }),
    'app.licences': () => readLicences(files.resources),
  }
}

/** What bears on what servers may do, and so is asked about and announced where the command line changes it. */
function sayGuarding({ confirmCli, limits = {} }: Checked<'settings.set'>, now: AppSettings): string[] {
  const names = Object.keys(limits) as (keyof Limits)[]
  const other = names.filter((name) => limits[name] !== undefined && limits[name] !== now.limits[name])
  const said = sayLimits(Object.fromEntries(other.map((name) => [name, limits[name]])))
  const servers = said.map((each) => `For servers that are installed from now on: ${each}`)
  if (confirmCli === undefined || confirmCli === now.confirmCli) return servers
  const asks = confirmCli ? 'Ask' : 'No longer ask'
  return [`${asks} in the window about changes by the command line`, ...servers]
}
