import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, session } from 'electron'
import { ProblemError, toProblem } from '../../shared/rpc.ts'
import { appFiles } from '../app-files.ts'
import { findPlaces } from '../core/home/places.ts'
import { endWhenIdle } from '../core/web/idle-end.ts'
import { packagedStart, startArgv } from '../start-argv.ts'
import { declareScheme, serveApp } from './app-protocol.ts'
import { openBacking, type Backing } from './backing.ts'
import { setMenu } from './menu.ts'
import { makeOwnFolder } from './own-folder.ts'
import { onPage } from './window-wire.ts'
import { denyPermissions, openWindow } from './window.ts'

/** Whatever does not end by itself is ended then, in ms. */
const endMs = 2_500

const trouble = { type: 'error' as const, title: 'Belljar cannot start', buttons: ['Close'] }

/** The desktop app: a host, or a line to one that runs already, and a window on it. */
export async function runApp(): Promise<void> {
  const { home, background } = words()
  const places = findPlaces({ ...(home !== undefined && { home }) })
  // Whatever Chromium keeps lies with the rest, and each data directory is an app of its own. A host in the background
  // may run beside a window, and two Chromiums cannot share what they keep.
  const own = path.join('desktop', background ? 'background' : 'window')
  app.setPath('userData', path.join(places.home, own))
  // Root may run Chromium only without its sandbox, and says so on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declareScheme()
  if (makeOwnFolder(places.home, own) && !app.requestSingleInstanceLock()) return app.exit(0)

  let backing: Backing | undefined
  let wanted = !background
  let quitting = false
  const leave = (how: 'quit' | 'close') => {
    if (quitting) return
    quitting = true
    // Whoever opens Belljar from here on gets one that stays.
    app.releaseSingleInstanceLock()
    const ended = backing?.[how]().catch((error: unknown) => console.error(error))
    void Promise.race([ended, sleep(endMs)]).finally(() => app.exit(0))
  }
  const quit = () => leave('quit')
  const end = () => leave('close')
  const show = () => {
    void app.dock?.show()
    wanted = true
    const [open] = BrowserWindow.getAllWindows()
    if (open) {
      if (open.isMinimized()) open.restore()
      open.show()
      open.focus()
    } else if (backing) look(() => backing)
  }

  if (background) app.dock?.hide()
  else app.on('second-instance', show)
  app.on('activate', show)
  // A client that is connected keeps what it uses: the host stays in the background, and opening Belljar shows it again.
  // With nobody connected, closing the window is quitting, except on macOS, where apps stay.
  app.on('window-all-closed', () => {
    wanted = false
    if (process.platform !== 'darwin' && !backing?.busy()) end()
  })
  // On macOS this is the Dock's Quit; elsewhere only a signal comes this way, and that is no wish of the person.
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    if (process.platform === 'darwin') quit()
    else end()
  })

  await app.whenReady()
  // Chromium sets its own until here, which on macOS could not be told from the Dock's Quit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  const files = appFiles(app.isPackaged ? process.resourcesPath : undefined)
  const start = app.isPackaged ? packagedStart(places.home) : startArgv(files, places.home)
  serveApp(files.renderer)
  denyPermissions(session.defaultSession)
  setMenu(quit)
  // What stayed for its clients goes some time after the last of them; on macOS an app that a person opened stays.
  if (background || process.platform !== 'darwin')
    endWhenIdle(() => BrowserWindow.getAllWindows().length > 0 || backing?.used() !== false, end)
  try {
    do {
      backing = await openBacking(places, files, start, background && !wanted)
      // Another host was faster, and serves whoever asked for this one.
      if (background && !backing.own && !wanted) return app.exit(0)
      const open = BrowserWindow.getAllWindows()
      for (const window of open) window.webContents.reload()
      if (open.length === 0 && wanted) look(() => backing)
      await backing.ended
      // Somebody quit the host of this process, or the one in another; one that was killed is followed by one here.
    } while (!quitting && !backing.own && !existsSync(path.join(places.run, 'quit')))
    if (!quitting) app.exit(0)
  } catch (error) {
    if (quitting) return
    if (!(error instanceof ProblemError)) console.error(error)
    const { message, hint } = toProblem(error)
    console.error([message, hint].filter(Boolean).join('\n'))
    // Not the one for errors: that one stops the process, which then hears no signal.
    if (!background) await dialog.showMessageBox({ ...trouble, message, ...(hint !== undefined && { detail: hint }) })
    app.exit(1)
  }
}

/** Each page is joined to what backs the app at that moment. */
function look(backing: () => Backing | undefined): void {
  onPage(openWindow().webContents, (wire) => backing()?.attach(wire))
}

/** Unknown words are Chromium's. */
function words(): { home?: string; background: boolean } {
  const { values } = parseArgs({
    args: process.argv.slice(app.isPackaged ? 1 : 2),
    options: { home: { type: 'string' }, background: { type: 'boolean' } },
    strict: false,
  })
  return { ...(typeof values.home === 'string' && { home: values.home }), background: values.background === true }
}
