import { spawn } from 'node:child_process'
import type { ElectronApplication } from '@playwright/test'
import { expect, type App } from './app.ts'
import { root } from './places.ts'

/** What tests of the desktop shell share: they look at the main process, as the system's own parts have no page. */

export function desktop(app: App): ElectronApplication {
  const { electron } = app.running
  if (!electron) throw new Error('This test is for the desktop.')
  return electron
}

/** A moment later: the app may end with its window, and then nobody would answer. */
export const closeWindow = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => void setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 50))

export const windowsOf = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((each) => each.isVisible()).length)

/** The address of the window's page, behind the `#`. */
export const placeIn = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL().split('#')[1] ?? '')

/** Starts Belljar a second time; the first one takes over what it was asked. */
export async function startAgain(app: App, ...words: string[]): Promise<void> {
  const all = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, '--home', app.home, ...words]
  const again = spawn(desktop(app).process().spawnfile, all, { env: app.env, stdio: 'ignore' })
  expect(await new Promise((resolve) => again.once('exit', resolve))).toBe(0)
}

/** With an icon in the tray, also where no desktop shows one. */
export async function withTray(app: App): Promise<ElectronApplication> {
  await app.stop()
  app.env['BELLJAR_TRAY'] = 'on'
  await app.start()
  const electron = desktop(app)
  await electron.evaluate(({ Tray }) => {
    const seen = globalThis as unknown as { menu?: Electron.Menu }
    const set = Tray.prototype.setContextMenu
    Tray.prototype.setContextMenu = function (menu) {
      if (menu) seen.menu = menu
      set.call(this, menu)
    }
  })
  return electron
}

interface Line {
  label: string
  checked: boolean
  enabled: boolean
}

/** The tray's menu as it was drawn last; empty until it was drawn anew. */
export const trayLines = (electron: ElectronApplication): Promise<Line[]> =>
  electron.evaluate(() => {
    const { menu } = globalThis as unknown as { menu?: Electron.Menu }
    return menu?.items.map(({ label, checked, enabled }) => ({ label, checked, enabled })) ?? []
  })

export async function clickInTray(electron: ElectronApplication, label: string): Promise<void> {
  await electron.evaluate((_electron, wanted) => {
    const { menu } = globalThis as unknown as { menu?: Electron.Menu }
    const item = menu?.items.find((each) => each.label.startsWith(wanted))
    if (!item) throw new Error(`There is no ${wanted} in the tray.`)
    // As the system does: it ticks the line and then says so.
    item.click()
  }, label)
}

/** From here on notifications and questions are kept instead of shown; every question gets this answer. */
export async function keepSaid(electron: ElectronApplication, answer = 1): Promise<void> {
  await electron.evaluate(({ Notification, dialog }, response) => {
    const kept = { said: [] as string[], shown: [] as Electron.Notification[] }
    Object.assign(globalThis, { kept })
    Notification.prototype.show = function () {
      kept.said.push(`${this.title}: ${this.body}`)
      kept.shown.push(this)
    }
    Notification.isSupported = () => true
    dialog.showMessageBox = async (...given: unknown[]) => {
      const options = given.at(-1) as Electron.MessageBoxOptions
      kept.said.push(`${options.message} [${options.buttons?.join(', ')}]`)
      return { response, checkboxChecked: false }
    }
  }, answer)
}

export const said = (electron: ElectronApplication) =>
  electron.evaluate(() => (globalThis as unknown as { kept: { said: string[] } }).kept.said)

export const clickNotification = (electron: ElectronApplication) =>
  electron.evaluate(() => {
    const { shown } = (globalThis as unknown as { kept: { shown: { emit(name: string): void }[] } }).kept
    shown.at(-1)?.emit('click')
  })

export const clickQuit = (electron: ElectronApplication) =>
  electron
    .evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((each) => each.submenu?.items ?? []) ?? []
      items.find(({ label }) => label === 'Quit Belljar')?.click()
    })
    .catch(() => undefined)
