import path from 'node:path'
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
import { onPage } from './window-wire.ts'
import { denyPermissions, openWindow } from './window.ts'

/** The desktop app: a host, or a line to one that runs already, and a window on it. */
export async function runApp(): Promise<void> {
  const { home, background } = words()
  const places = findPlaces({ ...(home !== undefined && { home }) })
  // Whatever Chromium keeps lies with the rest, and each data directory is an app of its own. A host in the background
  // may run beside a window, and two Chromiums cannot share what they keep.
  app.setPath('userData', path.join(places.home, 'desktop', background ? 'background' : 'window'))
  // Root may run Chromium only without its sandbox, and says so on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  declareScheme()
  if (!app.requestSingleInstanceLock()) return app.exit(0)

  let backing: Backing | undefined
  let quitting = false
  const quit = () => {
    if (quitting) return
    quitting = true
    void (backing?.quit() ?? Promise.resolve()).finally(() => app.exit(0))
  }
  const end = () => {
    if (quitting) return
    quitting = true
    void (backing?.close() ?? Promise.resolve()).finally(() => app.exit(0))
  }
  const show = () => {
    void app.dock?.show()
    const [open] = BrowserWindow.getAllWindows()
    if (open) {
      if (open.isMinimized()) open.restore()
      open.focus()
    } else if (backing) look(() => backing)
  }

  if (background) app.dock?.hide()
  else app.on('second-instance', show)
  app.on('activate', show)
  // A client that is connected keeps what it uses: the host stays in the background, and opening Belljar shows it again.
  // With nobody connected, closing the window is quitting, except on macOS, where apps stay.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !backing?.busy()) end()
  })
  // On macOS this is the Dock's Quit; elsewhere only a signal comes this way, and that is no wish of the person.
  app.on('before-quit', (event) => {
    if (quitting) return
    event.preventDefault()
    if (process.platform === 'darwin') quit()
    else end()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end)

  await app.whenReady()
  const files = appFiles(app.isPackaged ? process.resourcesPath : undefined)
  const start = app.isPackaged ? packagedStart(places.home) : startArgv(files, places.home)
  serveApp(files.renderer)
  denyPermissions(session.defaultSession)
  setMenu(quit)
  try {
    for (;;) {
      backing = await openBacking(places, files, start)
      if (background) {
        // Another host was faster, and serves whoever asked for this one.
        if (!backing.own) return app.exit(0)
        endWhenIdle(() => BrowserWindow.getAllWindows().length > 0 || backing?.busy() !== false, end)
      }
      if (!background && BrowserWindow.getAllWindows().length === 0) look(() => backing)
      else for (const window of BrowserWindow.getAllWindows()) window.webContents.reload()
      await backing.ended
      // Somebody quit the host of this process, or the other host is gone and this window needs one.
      if (quitting || backing.own) break
    }
    if (!quitting) app.exit(0)
  } catch (error) {
    if (!(error instanceof ProblemError)) console.error(error)
    const { message, hint } = toProblem(error)
    if (!background) dialog.showErrorBox('Belljar cannot start', [message, hint].filter(Boolean).join('\n\n'))
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
