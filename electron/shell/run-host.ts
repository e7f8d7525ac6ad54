import { existsSync } from 'node:fs'
import path from 'node:path'
import { app, dialog, nativeTheme, Notification } from 'electron'
import { ProblemError, toProblem } from '../../shared/rpc.ts'
import type { AppFiles } from '../app-files.ts'
import type { Places } from '../core/home/places.ts'
import { endWhenIdle } from '../core/web/idle-end.ts'
import { packagedStart, startArgv } from '../start-argv.ts'
import type { Running } from './app.ts'
import { mayQuit } from './ask-quit.ts'
import { openBacking } from './backing.ts'
import { trayComes } from './has-tray.ts'
import { HostView } from './host-view.ts'
import { registerLinks } from './links.ts'
import { autostartOf } from './login-item.ts'
import { setMenu } from './menu.ts'
import { notifyOf, show } from './notify.ts'
import { openTray } from './tray.ts'

const trouble = { type: 'error' as const, title: 'Belljar cannot start', buttons: ['Close'] }

/** Everything behind the window: the host, for as long as the app runs, and what the system shows of it. */
export async function runHost(running: Running, places: Places, files: AppFiles): Promise<void> {
  const { background } = running
  const start = app.isPackaged ? packagedStart(places.home) : startArgv(files, places.home)
  const host = new HostView()
  beQuitByAPerson(running, host)
  setMenu(running.quit, places.home)
  registerLinks()
  if (!background) {
    const looking = () => running.window.isFocused
    notifyOf({ host, looking, open: (to) => running.show(to) })
    void trayComes().then((seen) => seen && !running.quitting && stayInTray(running, host))
  }
  host.onChange(({ settings: { theme } }) => {
    nativeTheme.themeSource = theme
    running.state.change({ theme })
  })
  // What stayed for its clients goes some time after the last of them; on macOS an app that a person opened stays.
  if (background || process.platform !== 'darwin')
    endWhenIdle(
      () => running.window.isOpen || stays(running, host) || running.backing?.used() !== false,
      () => running.leave('close'),
    )
  try {
    let backing
    do {
      const autostart = background ? undefined : autostartOf(places.isDefault ? undefined : places.home)
      const options = { start, background: background && !running.wanted, ...(autostart && { autostart }) }
      backing = await openBacking(places, files, options)
      running.backing = backing
      // Another host was faster, and serves whoever asked for this one.
      if (background && !backing.own && !running.wanted) return app.exit(0)
      running.window.serveBy(backing)
      void backing
        .watch()
        .then((wire) => host.follow(wire))
        .catch(() => undefined)
      await backing.ended
      // Somebody quit the host of this process, or the one in another; one that was killed is followed by one here.
    } while (!running.quitting && !backing.own && !existsSync(path.join(places.run, 'quit')))
    if (!running.quitting) app.exit(0)
  } catch (error) {
    if (running.quitting) return
    if (!(error instanceof ProblemError)) console.error(error)
    const { message, hint } = toProblem(error)
    console.error([message, hint].filter(Boolean).join('\n'))
    // Not the one for errors: that one stops the process, which then hears no signal.
    if (!background) await dialog.showMessageBox({ ...trouble, message, ...(hint !== undefined && { detail: hint }) })
    app.exit(1)
  }
}

let tray = false

/** Belljar goes on without a window, and the person can see that it does. */
function stays(running: Running, host: HostView): boolean {
  // The setting is on unless somebody said otherwise, also while its host is still starting.
  return running.staysHidden || (tray && host.view?.settings.closeToTray !== false)
}

function stayInTray(running: Running, host: HostView): void {
  tray = true
  openTray(host, { open: running.show, quit: running.quit })
}

function beQuitByAPerson(running: Running, host: HostView): void {
  let asking = false
  running.quit = () => {
    if (asking || running.quitting) return
    asking = true
    void mayQuit(host, running.window.window)
      .then((yes) => yes && running.leave('quit'))
      .finally(() => (asking = false))
  }
  // A client that is connected keeps what it uses: the host stays in the background, and opening Belljar shows it again.
  // With nobody connected and no icon in the tray, closing the window is ending, except on macOS, where apps stay.
  running.closed = () => {
    if (stays(running, host)) sayOnce(running)
    else if (process.platform !== 'darwin' && !running.backing?.busy()) running.leave('close')
  }
}

function sayOnce(running: Running): void {
  if (running.state.value.saidTray || running.staysHidden) return
  running.state.change({ saidTray: true })
  const body = 'It goes on in the tray, and clients can use its servers. Quit it there; the settings can change this.'
  const title = 'Belljar is still running'
  if (Notification.isSupported()) show(title, body, () => running.show())
  else void dialog.showMessageBox({ type: 'info', title, message: title, detail: body, buttons: ['Close'] })
}
