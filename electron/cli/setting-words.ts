import { editors, themes, type AppSettings } from '../../shared/domain.ts'
import type { Input } from '../../shared/contract.ts'
import { UsageError } from './failure.ts'
import { limitsOf, limitWords } from './limit-words.ts'
import { countOf, sizeOf } from './quantities.ts'

type Given = Input<'settings.set'>

interface Word {
  does: string
  /** What may follow, for the help. */
  values: string
  /** As it is given. */
  say: (settings: AppSettings) => string
  /** Throws UsageError. `now` is what holds before. */
  read: (values: readonly string[], now: Pick<AppSettings, 'retention'>) => Given
}

const onOff = (name: string, values: readonly string[]): boolean => one(name, values, ['on', 'off'] as const) === 'on'

function one<T extends string>(name: string, values: readonly string[], known: readonly T[]): T {
  const found = known.find((each) => each === values[0])
  if (found === undefined || values.length !== 1)
    throw new UsageError(`${name} can be ${known.slice(0, -1).join(', ')} or ${known.at(-1)}.`)
  return found
}

type Flag = 'confirmCli' | 'probe' | 'notify' | 'closeToTray' | 'autostart'

const flag = (name: string, key: Flag, does: string): Word => ({
  does,
  values: 'on, off',
  say: (settings) => (settings[key] === null ? 'cannot be set here' : settings[key] ? 'on' : 'off'),
  read: (values) => ({ [key]: onOff(name, values) }),
})

/** By the words that the command line has for them. */
export const settingWords: Record<string, Word> = {
  'confirm-cli': flag('confirm-cli', 'confirmCli', 'changes by this command wait for a yes in the window'),
  theme: {
    does: 'of all windows',
    values: themes.join(', '),
    say: ({ theme }) => theme,
    read: (values) => ({ theme: one('theme', values, themes) }),
  },
  limits: {
    does: 'what servers may use that are installed from now on',
    values: 'memory=256MB call=50s ...',
    say: ({ limits }) => limitWords(limits).join(' '),
    read: (values) => ({ limits: limitsOf(values) }),
  },
  'keep-days': {
    does: 'how long logs, calls and traps are kept',
    values: '1 to 3650',
    say: ({ retention }) => String(retention.days),
    read: (values, { retention }) => ({
      retention: { ...retention, days: between('keep-days', countOf(only(values)), 1, 3650) },
    }),
  },
  'keep-size': {
    does: 'how much of them is kept',
    values: '10MB to 1024GB',
    say: ({ retention: { bytes } }) => `${Math.round(bytes / 1_000_000)}MB`,
    read: (values, { retention }) => ({ retention: { ...retention, bytes: keptBytes(only(values)) } }),
  },
  probe: flag('probe', 'probe', 'ask every server that is on once a minute whether it works'),
  notify: flag('notify', 'notify', "show the system's notifications"),
  'close-to-tray': flag('close-to-tray', 'closeToTray', 'closing the window leaves Belljar in the tray'),
  autostart: flag('autostart', 'autostart', 'start with the computer'),
  editor: {
    does: 'what opens a line of source code',
    values: editors.join(', '),
    say: ({ editor }) => editor,
    read: (values) => ({ editor: one('editor', values, editors) }),
  },
}

/** Sizes of records are counted in thousands, as disks are. */
function keptBytes(text: string): number {
  const bytes = Math.round((sizeOf(text) / 1024 ** 2) * 1_000_000)
  return between('keep-size', bytes, 10_000_000, 2 ** 40, '10MB to 1024GB')
}

function only(values: readonly string[]): string {
  if (values.length !== 1) throw new UsageError('It takes one value.')
  return values[0] ?? ''
}

function between(name: string, value: number, min: number, max: number, bounds = `${min} to ${max}`): number {
  if (value < min || value > max) throw new UsageError(`${name} can be ${bounds}.`)
  return value
}

/** Throws UsageError for one that is not there. */
export function wordOf(name: string): Word {
  const word = Object.hasOwn(settingWords, name) ? settingWords[name] : undefined
  if (word) return word
  throw new UsageError(`There is no setting ${name}. There are: ${Object.keys(settingWords).join(', ')}.`)
}
