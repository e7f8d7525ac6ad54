import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './app.ts'
import { closeWindow, desktop, placeIn, startAgain } from './shell-steps.ts'
import { goTo } from './steps.ts'

const openUrls = (electron: ElectronApplication, ...urls: string[]) =>
  electron.evaluate(({ app }, links) => {
    for (const link of links) app.emit('open-url', { preventDefault: () => undefined }, link)
  }, urls)

test('a link shows its server, from the first start and from another one @desktop', async ({ app }) => {
  const { page } = app
  await startAgain(app, '--', 'belljar://server/time/grants')
  await expect(page.getByRole('heading', { level: 1, name: 'time' })).toBeVisible()
  await expect(page.getByRole('tab', { name: /^Grants/ })).toHaveAttribute('aria-selected', 'true')

  await openUrls(desktop(app), 'belljar://server/fetch')
  await expect(page.getByRole('heading', { level: 1, name: 'fetch' })).toBeVisible()
  await openUrls(desktop(app), 'belljar://server/nobody-knows-it')
  await expect(page.getByRole('main')).toContainText('nobody-knows-it')
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(0)
})

test('a link that is no link changes nothing @desktop', async ({ app }) => {
  const electron = desktop(app)
  await goTo(app.page, 'Clients')
  const hostile = [
    'belljar://server/time%2f..%2fsettings',
    'belljar://server/..%5c..',
    'belljar://server/time?enable=1',
    'belljar://server/time#/settings',
    'belljar://server/<img src=x onerror=alert(1)>',
    'belljar://app/index.html',
    'belljar://reveal/data',
    'javascript:alert(1)',
    'file:///etc/passwd',
    `belljar://calls/${'a'.repeat(100_000)}`,
    'belljar://server/time\u0000',
    'belljar://server/time\r\nX: 1',
  ]
  await openUrls(electron, ...hostile)
  await startAgain(app, '--', 'belljar://settings/../../x')
  expect(await placeIn(electron)).toBe('/clients')
  // A link that works comes after all of them.
  await openUrls(electron, 'belljar://settings')
  await expect(app.page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
})

test('the window opens where it was, unless nobody could see it there @desktop', async ({ app }) => {
  const bounds = { x: 120, y: 90, width: 900, height: 620 }
  const setBounds = (electron: ElectronApplication, to: typeof bounds) =>
    electron.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), to)
  const boundsOf = (electron: ElectronApplication) =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  await setBounds(desktop(app), bounds)
  await expect.poll(() => boundsOf(desktop(app))).toEqual(bounds)
  await closeWindow(desktop(app))
  await expect.poll(() => app.host()).toBeUndefined()
  await app.stop()
  await app.start()
  expect(await boundsOf(desktop(app))).toEqual(bounds)

  await setBounds(desktop(app), { ...bounds, x: 5000 })
  await app.stop()
  await app.start()
  expect((await boundsOf(desktop(app)))?.x).toBeLessThan(1440)
})
