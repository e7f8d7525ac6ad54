import type { AppSettings, Snapshot } from '../../shared/domain.ts'
import type { Call, TrapRecord } from '../../shared/records.ts'
import { act, copy } from '../act.ts'
import { askAndQuit } from '../end-calls.ts'
import { ctrl, screens } from '../frame/keys.ts'
import { chooseFile } from '../review/choose.ts'
import { go } from '../route.ts'
import { say, showKeys } from '../store/window.ts'
import { safeText } from '../words/hidden.ts'
import { ago } from '../words/times.ts'
import type { Entry } from './entry.ts'
import { entriesOfServer } from './server-entries.ts'

export interface Latest {
  calls: readonly Call[]
  traps: readonly TrapRecord[]
}

export const noLatest: Latest = { calls: [], traps: [] }

/** What entries are made of. */
export type Known = Pick<Snapshot, 'servers' | 'clients' | 'home' | 'mode'>

/** Everything that can be gone to or done now. */
export function entriesOf(snapshot: Known, latest: Latest, now: number): Entry[] {
  const named = new Map(snapshot.servers.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => named.get(id) ?? id
  return [
    ...screens.map(({ screen, text }, index): Entry => ({
      ...{ key: screen, kind: 'Screen', text, icon: screen, keys: `${ctrl} ${index + 1}` },
      run: () => go({ screen }),
    })),
    ...actions(snapshot),
    ...snapshot.servers.flatMap(entriesOfServer),
    ...snapshot.clients.map(({ id, name, status }): Entry => ({
      ...{ key: `client ${id}`, kind: 'Client', icon: 'clients', also: 'client config' },
      // The exact change is shown before it is written, so this only leads there.
      text: status === 'connected' ? name : `Connect ${name}…`,
      run: () => go({ screen: 'clients', item: id }),
    })),
    ...latest.traps.map(({ id, server, tool, code, at }): Entry => ({
      ...{ key: `trap ${id}`, kind: 'Trap', icon: 'traps', also: code },
      text: `Trap in ${safeText(tool ?? 'a call').slice(0, 100)}`,
      second: `${nameOf(server)}, ${ago(at, now)}`,
      run: () => go({ screen: 'traps', item: id }),
    })),
    ...latest.calls.map(({ id, server, tool, outcome, at }): Entry => ({
      ...{ key: `call ${id}`, kind: 'Call', icon: 'calls', also: outcome },
      text: safeText(tool).slice(0, 100),
      second: `${nameOf(server)}, ${ago(at, now)}`,
      run: () => go({ screen: 'calls', item: id }),
    })),
  ]
}

const themes: { theme: AppSettings['theme']; text: string }[] = [
  { theme: 'system', text: 'Theme: as the system' },
  { theme: 'light', text: 'Theme: light' },
  { theme: 'dark', text: 'Theme: dark' },
]

/** What concerns no server. Keys without a space stand in the list before a letter was typed. */
function actions({ home, mode }: Known): Entry[] {
  return [
    {
      ...{ key: 'install', kind: 'Action', text: 'Install a file…', icon: 'plus', keys: `${ctrl} O` },
      also: 'add server wasm open',
      run: chooseFile,
    },
    { key: 'keys', kind: 'Action', text: 'Show all keys', icon: 'key', keys: '?', run: () => showKeys(true) },
    ...themes.map(({ theme, text }): Entry => ({
      ...{ key: `theme ${theme}`, kind: 'Action', text, icon: 'sun', also: 'appearance colours mode' },
      run: () => void act('settings.set', { theme }),
    })),
    {
      ...{ key: 'copy home', kind: 'Action', text: 'Copy the path of the data directory', second: home, icon: 'copy' },
      run: () => void copy(home).then((done) => done && say({ tone: 'done', message: 'The path is copied.' })),
    },
    ...(mode === 'desktop'
      ? [
          {
            ...{ key: 'open home', kind: 'Action' as const, text: 'Open the data directory', icon: 'folder' as const },
            second: home,
            run: () => void window.open('belljar://reveal/data'),
          },
          {
            ...{ key: 'quit', kind: 'Action' as const, text: 'Quit Belljar', icon: 'power' as const },
            also: 'exit close end',
            run: () => void askAndQuit(),
          },
        ]
      : []),
  ]
}
