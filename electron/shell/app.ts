import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { app, nativeTheme, session } from 'electron'
import { findPlaces } from '../core/home/places.ts'
import { appFiles } from '../app-files.ts'
import { declareScheme, serveApp } from './app-protocol.ts'
import type { Backing } from './backing.ts'
import { placeOf } from './deep-link.ts'
import { makeOwnFolder } from './own-folder.ts'
import { ShellState } from './shell-state.ts'
import { TheWindow } from './the-window.ts'
import { denyPermissions, openWindow } from './window.ts'
import { readWords } from './words.ts'

/** Whatever does not end by itself is ended then, in ms. */
const endMs = 2_500

/** What the rest of the shell may do with the app. */
export interface Running {
  window: TheWindow
  state: ShellState
  /** A window was asked for and not closed since. */
  wanted: boolean
  /** Whoever started it wants it to stay without a window. */
  staysHidden: boolean
  /** Without a window, for a bridge. */
  background: boolean
  quitting: boolean
  backing: Backing | undefined
  show(place?: string): void
  /** Ends it at once. Clients are told of a `quit`, and go on with the next host after a `close`. */
  leave(how: 'quit' | 'close'): void
  /** Asks first when calls are running. */
  quit(): void
  /** The last window was closed. */
  closed(): void
}

/**
 * The desktop app: a window, and a host behind it or a line to one that runs already. What the window needs is here;
 * everything else is loaded while its page draws.
 */
export async function runApp(): Promise<void> {
  const words = readWords(process.argv.slice(app.isPackaged ? 1 : 2))
  const { home, background } = words
  const places = findPlaces({ ...(home !== undefined && { home }) })
  // Whatever Chromium keeps lies with the rest, and each data directory is an app of its own. A host in the background
  // may run beside a window, and two Chromiums cannot share what they keep.
  const own = path.join('desktop', background ? 'background' : 'window')
  app.setPath('userData', path.join(places.home, own))
  // Root may run Chromium only without its sandbox, and says so on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declareScheme()
  const link = words.link
  const known = makeOwnFolder(places.home, own)
  if (known && !app.requestSingleInstanceLock({ link, hidden: words.hidden })) return app.exit(0)

  const files = appFiles(app.isPackaged ? process.resourcesPath : undefined)
  const state = new ShellState(path.join(places.home, 'desktop', 'shell.json'))
  const hostLog = path.join(places.home, 'host.log')
  const running: Running = {
    window: new TheWindow(() => openWindow(state, { home: places.home, hostLog })),
    state,
    wanted: !background && !words.hidden,
    staysHidden: words.hidden,
    background,
    quitting: false,
    backing: undefined,
    show(place) {
      void app.dock?.show()
      running.wanted = true
      running.staysHidden = false
      if (app.isReady()) running.window.show(place)
      else first = place ?? first
    },
    leave(how) {
      if (running.quitting) return
      running.quitting = true
      // Whoever opens Belljar from here on gets one that stays.
      app.releaseSingleInstanceLock()
      const ended = running.backing?.[how]().catch((error: unknown) => console.error(error))
      void Promise.race([ended, sleep(endMs)]).finally(() => app.exit(0))
    },
    quit: () => running.leave('quit'),
    closed: () => running.leave('close'),
  }
  let first = link === undefined ? undefined : placeOf(link)

  if (background) app.dock?.hide()
  else
    app.on('second-instance', (_event, _argv, _folder, given) => {
      const { link, hidden } = (given ?? {}) as { link?: unknown; hidden?: unknown }
      if (hidden !== true) running.show(typeof link === 'string' ? placeOf(link) : undefined)
    })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    running.show(placeOf(url))
  })
  app.on('activate', () => running.show())
  app.on('window-all-closed', () => {
    running.wanted = false
    if (!running.quitting) running.closed()
  })
  // On macOS this is the Dock's Quit; elsewhere only a signal comes this way, and that is no wish of the person.
  app.on('before-quit', (event) => {
    if (running.quitting) return
    event.preventDefault()
    if (process.platform === 'darwin') running.quit()
    else running.leave('close')
  })

  nativeTheme.themeSource = state.value.theme
  await app.whenReady()
  // Chromium sets its own until here, which on macOS could not be told from the Dock's Quit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => running.leave('close'))
  if (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin) {
    running.wanted = false
    running.staysHidden = true
  }
  serveApp(files.renderer)
  denyPermissions(session.defaultSession)
  if (running.wanted) running.window.show(first)
  // This process also hands the page its files, and reading the host's code would keep them waiting.
  await running.window.drawn()
  const { runHost } = await import('./run-host.ts')
  await runHost(running, places, files)
}
