import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './app.ts'
import { isAlive } from './processes.ts'
import { clickQuit, closeWindow, desktop, startAgain, windowsOf } from './shell-steps.ts'
import { withTime } from './steps.ts'

const zone = { timezone: 'Asia/Tokyo' }

test('closing the window leaves clients what they use; opening Belljar shows it again @desktop', async ({ app }) => {
  await withTime(app)
  const electron = desktop(app)
  const host = app.host()
  const client = await app.connectClient()
  await closeWindow(electron)
  await expect.poll(() => windowsOf(electron)).toBe(0)
  expect(await client.call('get_current_time', zone)).toMatchObject({ isError: false })
  expect(app.host()).toBe(host)

  await startAgain(app)
  await expect.poll(() => windowsOf(electron)).toBe(1)
  expect(app.host()).toBe(host)
})

test('with nobody connected, closing the window ends it, and that is no Quit @desktop', async ({ app }) => {
  test.skip(process.platform === 'darwin', 'apps stay there')
  const electron = desktop(app)
  const pid = electron.process().pid ?? 0
  await closeWindow(electron)
  await expect.poll(() => isAlive(pid)).toBe(false)
  expect(existsSync(path.join(app.home, 'run', 'quit'))).toBe(false)
})

test('after Quit a client that runs is told so, and one that starts brings a host @desktop', async ({ app }) => {
  await withTime(app)
  const electron = desktop(app)
  const pid = electron.process().pid ?? 0
  const client = await app.connectClient()
  await clickQuit(electron)
  await expect.poll(() => isAlive(pid)).toBe(false)
  await expect(client.call('get_current_time', zone)).rejects.toThrow('Belljar was quit')
  expect(app.host()).toBeUndefined()
  const next = await app.connectClient()
  expect(await next.call('get_current_time', zone)).toMatchObject({ isError: false })
})

test('a page that crashes is loaded anew @desktop', async ({ app }) => {
  const electron = desktop(app)
  await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const loaded = new Promise((resolve) => contents?.once('did-finish-load', () => resolve(true)))
    Object.assign(globalThis, { loaded })
    contents?.forcefullyCrashRenderer()
  })
  expect(await electron.evaluate(() => (globalThis as { loaded?: Promise<boolean> }).loaded)).toBe(true)
  const text = () =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    )
  await expect.poll(text).toContain('Settings')
})
