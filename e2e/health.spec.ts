import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type App } from './app.ts'
import { violations } from './axe.ts'
import { root } from './places.ts'
import { connectClaude, goTo, installFixture, switchOn } from './steps.ts'

const row = (page: Page, server: string) =>
  page
    .getByRole('table', { name: 'Health' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: server, exact: true }) })
const needsYou = (page: Page) => page.getByRole('region', { name: 'Needs you' })

function startWithin(app: App, server: string, ms: number): void {
  const words = [path.join(root, 'bin', 'belljar.mjs'), 'limit', server, `start=${ms}ms`]
  execFileSync(process.execPath, words, { env: { ...app.env, BELLJAR_HOME: app.home }, stdio: 'pipe' })
}

async function openHealth(page: Page, server: string): Promise<void> {
  await goTo(page, 'Health')
  await page.getByRole('button', { name: server, exact: true }).click()
  await expect(page.getByRole('complementary', { name: `Health of ${server}` })).toBeVisible()
}

test('a server that stops working is told of after three checks, and when it works again', async ({ app, page }) => {
  test.setTimeout(240_000)
  await installFixture(page, 'slow-start')
  await switchOn(page, 'slow-start')
  startWithin(app, 'slow-start', 300)
  await openHealth(page, 'slow-start')
  const detail = page.getByRole('complementary', { name: 'Health of slow-start' })
  const checks = detail.getByText(/of \d+ checks? in 24 h/u)
  const check = async () => {
    const before = await checks.textContent().catch(() => '')
    await detail.getByRole('button', { name: 'Check now' }).click()
    await expect(detail.getByRole('button', { name: 'Check now' })).not.toHaveAttribute('aria-busy', 'true')
    await expect(checks).not.toHaveText(before ?? '')
  }
  for (let nth = 0; nth < 3; nth++) await check()
  await expect(row(page, 'slow-start')).toContainText('Failing')
  await expect(row(page, 'slow-start')).toContainText('It did not answer in time.')
  await expect(detail.getByRole('list', { name: 'Failed checks' })).toContainText('It did not answer in time.')
  const toasts = page.getByRole('log', { name: 'Messages' })
  await expect(toasts).toContainText(/slow-start failed \d+ checks in a row/u)
  await expect(needsYou(page)).toContainText('slow-start fails its checks')
  await page.reload()
  await expect(needsYou(page)).toContainText('slow-start fails its checks')
  await expect(row(page, 'slow-start')).toContainText('Failing')

  startWithin(app, 'slow-start', 10_000)
  await check()
  await expect(row(page, 'slow-start')).toContainText('Well')
  await expect(needsYou(page)).toHaveCount(0)
  await expect(toasts).toContainText('slow-start passes its checks again.')
  await expect(toasts).not.toContainText('checks in a row')
  await expect(detail.getByRole('img', { name: /^Last 24 h: \d+ checks, \d+ failed, the last within/u })).toBeVisible()
})

test('what needs a person is put aside, and comes as a whole list on a narrow window', async ({ app, page }) => {
  test.setTimeout(240_000)
  await installFixture(page)
  await switchOn(page, 'fixture-server')
  await connectClaude(app)
  const client = await app.connectClient()
  await client.call('trap')
  await expect(needsYou(page)).toContainText('fixture-server trapped')
  await page.setViewportSize({ width: 900, height: 600 })
  await page.getByRole('button', { name: 'Needs you' }).click()
  const list = page.getByRole('dialog', { name: 'Needs you' })
  await expect(list.getByRole('link')).toContainText(['fixture-server trapped'])
  expect(await violations(page)).toEqual([])
  await list.getByRole('button', { name: 'Dismiss fixture-server trapped' }).click()
  await expect(page.getByRole('button', { name: 'Needs you' })).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Needs you' })).toHaveCount(0)
})

test('health works by keyboard alone and is accessible', async ({ page }) => {
  test.setTimeout(240_000)
  await goTo(page, 'Health')
  await expect(page.getByRole('heading', { name: 'No server is switched on' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await goTo(page, 'Servers')
  await switchOn(page, 'time')
  await switchOn(page, 'sequential-thinking')
  await page.keyboard.press('ControlOrMeta+5')
  await expect(row(page, 'time')).toBeVisible()
  const stop = page.getByRole('table', { name: 'Health' }).locator('[data-stop][tabindex="0"]')
  await expect(stop).toHaveCount(1)
  await stop.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  const name = (await page.locator(':focus').textContent()) ?? ''
  await page.keyboard.press('Enter')
  const detail = page.getByRole('complementary', { name: `Health of ${name}` })
  await expect(detail).toBeVisible()
  await page.keyboard.press('c')
  await expect(detail).toContainText(/100 % of \d+ checks? in 24 h/u, { timeout: 60_000 })
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1280, 900, 640]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 600 })
      expect(await violations(page)).toEqual([])
    }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)
  await expect(page.getByRole('button', { name, exact: true })).toBeFocused()
})
