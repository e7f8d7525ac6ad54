import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './app.ts'
import { hostOf, isAlive } from './processes.ts'
import {
  clickInTray,
  clickNotification,
  clickQuit,
  closeWindow,
  desktop,
  keepSaid,
  placeIn,
  said,
  startAgain,
  trayLines,
  windowsOf,
  withTray,
} from './shell-steps.ts'
import { goTo, switchOn, withFixture } from './steps.ts'

test('the tray shows servers, switches them, and leads to what one needs first @desktop', async ({ app }) => {
  const electron = await withTray(app)
  await switchOn(app.page, 'time')
  await expect
    .poll(() => trayLines(electron))
    .toContainEqual(expect.objectContaining({ label: 'time: stopped', checked: true }))
  await clickInTray(electron, 'time')
  const own = app.page.getByRole('main').getByRole('switch', { name: 'time', exact: true })
  await expect(own).not.toBeChecked()
  await expect
    .poll(() => trayLines(electron))
    .toContainEqual(expect.objectContaining({ label: 'time', checked: false }))
  await clickInTray(electron, 'time')
  await expect(own).toBeChecked()

  await clickInTray(electron, 'filesystem')
  await expect(app.page.getByRole('heading', { level: 1, name: 'filesystem' })).toBeVisible()
  expect(await placeIn(electron)).toBe('/server/filesystem/grants')
})

test('closing the window leaves Belljar in the tray, and says so once @desktop', async ({ app }) => {
  const electron = await withTray(app)
  await keepSaid(electron)
  const pid = electron.process().pid ?? 0
  await closeWindow(electron)
  await expect.poll(() => windowsOf(electron)).toBe(0)
  await expect.poll(() => said(electron)).toEqual([expect.stringContaining('Belljar is still running')])
  expect(isAlive(pid)).toBe(true)
  expect(hostOf(app.home)).toBe(pid)

  await startAgain(app)
  await expect.poll(() => windowsOf(electron)).toBe(1)
  await closeWindow(electron)
  await expect.poll(() => windowsOf(electron)).toBe(0)
  expect(await said(electron)).toHaveLength(1)
  await clickQuit(electron)
  await expect.poll(() => isAlive(pid)).toBe(false)
})

test('with the setting off, closing the window ends it, also with a tray @desktop', async ({ app }) => {
  test.skip(process.platform === 'darwin', 'apps stay there')
  const electron = await withTray(app)
  await goTo(app.page, 'Settings')
  const stays = app.page.getByRole('switch', { name: 'Stay when the window is closed' })
  await stays.click()
  await expect(stays).not.toBeChecked()
  const pid = electron.process().pid ?? 0
  await closeWindow(electron)
  await expect.poll(() => isAlive(pid)).toBe(false)
})

test('Quit asks when a call is running, and ends it only then @desktop', async ({ app }) => {
  await withFixture(app)
  const electron = desktop(app)
  const pid = electron.process().pid ?? 0
  const client = await app.connectClient()
  const call = client.call('sleep', { ms: 60_000 }).then(
    ({ text, isError }) => (isError ? text : 'answered'),
    (error: unknown) => String(error),
  )
  await goTo(app.page, 'Calls')
  await expect(app.page.getByRole('row').filter({ hasText: 'sleep' })).toHaveCount(1)

  await keepSaid(electron, 1)
  await clickQuit(electron)
  await expect.poll(() => said(electron)).toEqual(['1 call is running [Quit and end it, Cancel]'])
  expect(isAlive(pid)).toBe(true)
  await keepSaid(electron, 0)
  await clickQuit(electron)
  await expect.poll(() => isAlive(pid)).toBe(false)
  expect(await call).toContain('quit')
})

test('a trap is told while nobody looks, and a click shows it @desktop', async ({ app }) => {
  await withFixture(app)
  const electron = desktop(app)
  const client = await app.connectClient()
  await keepSaid(electron)
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.prototype.isFocused = () => false
  })
  await client.call('trap')
  await expect.poll(() => said(electron)).toEqual(['fixture-server: It trapped in trap. The session goes on.'])
  await clickNotification(electron)
  await expect.poll(() => placeIn(electron)).toMatch(/^\/traps\/.+/u)

  await goTo(app.page, 'Settings')
  const notify = app.page.getByRole('switch', { name: 'Notifications' })
  await notify.click()
  await expect(notify).not.toBeChecked()
  await client.call('panic')
  await goTo(app.page, 'Traps')
  await expect(app.page.getByRole('row').filter({ hasText: 'panic' })).not.toHaveCount(0)
  expect(await said(electron)).toHaveLength(1)
})

test('starting with the computer writes an entry for the desktop, and takes it away @desktop', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'a file only there')
  await goTo(app.page, 'Settings')
  const file = path.join(app.folder, '.config', 'autostart', 'belljar.desktop')
  const start = app.page.getByRole('switch', { name: 'Start with the computer' })
  await expect(start).not.toBeChecked()
  await start.click()
  await expect(start).toBeChecked()
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".+" .*"--hidden" "--home" ".+"$/m)
  await start.click()
  await expect(start).not.toBeChecked()
  expect(existsSync(file)).toBe(false)
})
