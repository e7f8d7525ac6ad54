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

/** What bears on what servers may do or on what a person learns of it, and so is asked about and announced where the command line changes it. */
function sayGuarding(given: Checked<'settings.set'>, now: AppSettings): string[] {
  const { retention, limits = {} } = given
  const names = Object.keys(limits) as (keyof Limits)[]
  const other = names.filter((name) => limits[name] !== undefined && limits[name] !== now.limits[name])
  const said = sayLimits(Object.fromEntries(other.map((name) => [name, limits[name]])))
  const switched = (Object.keys(switches) as (keyof typeof switches)[]).flatMap((name) => {
    const on = given[name]
    return on === undefined || on === now[name] ? [] : [switches[name][on ? 0 : 1]]
  })
  return [
    ...switched,
    ...(retention && (retention.days !== now.retention.days || retention.bytes !== now.retention.bytes)
      ? [
          `Keep records for ${retention.days} ${retention.days === 1 ? 'day' : 'days'} and up to ${Math.round(retention.bytes / 1e6)} MB`,
        ]
      : []),
    ...said.map((each) => `For servers that are installed from now on: ${each}`),
  ]
}

const switches = {
  confirmCli: [
    'Ask in the window about changes by the command line',
    'No longer ask in the window about changes by the command line',
  ],
  probe: ['Ask servers each minute whether they work', 'No longer ask servers whether they work'],
  notify: ['Show notifications', 'No longer show notifications'],
  autostart: ['Start Belljar with the computer', 'No longer start Belljar with the computer'],
} as const satisfies Partial<Record<keyof AppSettings, readonly [on: string, off: string]>>
