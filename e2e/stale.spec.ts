import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { expect, test } from './app.ts'
import { violations } from './axe.ts'
import { root } from './places.ts'
import { goTo, switchOn } from './steps.ts'

let next: ChildProcess | undefined
test.afterEach(() => {
  next?.kill('SIGKILL')
})

test('a window whose host was killed stays readable, refuses what it cannot do, and goes on by itself @browser', async ({
  app,
  page,
}) => {
  test.setTimeout(240_000)
  await switchOn(page, 'time')
  const before = app.host() ?? 0
  process.kill(before, 'SIGKILL')
  const banner = page.getByRole('status').filter({ hasText: 'Stale view, trying again.' })
  await expect(banner).toContainText(/What you see is from \d\d:\d\d:\d\d/u)
  expect(await violations(page)).toEqual([])

  // Everything that was seen can still be looked at.
  await goTo(page, 'Health')
  await expect(page.getByRole('button', { name: 'time', exact: true })).toBeVisible()
  await goTo(page, 'Servers')
  const own = page.getByRole('main').getByRole('switch', { name: 'sequential-thinking', exact: true })
  await own.click()
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Belljar cannot be reached now.')
  await expect(page.getByRole('log', { name: 'Messages' })).toContainText('Nothing was changed.')
  await expect(own).not.toBeChecked()

  const words = [path.join(root, 'dist', 'electron', 'serve.js'), '--no-open', '--home', app.home]
  next = spawn(process.execPath, words, { env: app.env, stdio: 'ignore' })
  await expect(banner).toHaveCount(0, { timeout: 30_000 })
  expect(app.host()).toBe(next.pid)
  await expect(page.getByRole('log', { name: 'Messages' })).not.toContainText('cannot be reached')
  await expect(page.getByRole('main').getByRole('switch', { name: 'time', exact: true })).toBeChecked()
  await own.click()
  await expect(own).toBeChecked()
  await goTo(page, 'Health')
  await expect(page.getByRole('row').filter({ hasText: 'time' })).not.toHaveCount(0)
  await page.getByRole('button', { name: 'time', exact: true }).click()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByRole('complementary', { name: 'Health of time' })).toContainText(/of \d+ checks? in 24 h/u)
})
