import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { violations } from './axe.ts'
import { belljar } from './command.ts'
import { goTo, installFixture } from './steps.ts'

const themeOf = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme'] ?? 'system')

test('the theme is the same in all windows, whoever sets it, and after the next start', async ({
  app,
  page,
  where,
}) => {
  await goTo(page, 'Settings')
  const windows = [page]
  if (where === 'browser') {
    const second = await page.context().newPage()
    await second.goto(readFileSync(path.join(app.home, 'run', 'url'), 'utf8').trim())
    await expect(second.getByRole('navigation', { name: 'Watch' })).toBeVisible()
    windows.push(second)
  }
  const all = () => Promise.all(windows.map(themeOf))
  const themes = page.getByRole('group', { name: 'Theme' })
  await themes.getByRole('button', { name: 'Dark' }).click()
  await expect.poll(all).toEqual(windows.map(() => 'dark'))
  expect(await violations(page)).toEqual([])
  belljar(app, 'settings', 'theme', 'light')
  await expect.poll(all).toEqual(windows.map(() => 'light'))
  await expect(themes.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true')
  expect(await violations(page)).toEqual([])

  await app.stop()
  await app.start()
  await expect.poll(() => themeOf(app.page)).toBe('light')
})

test('limits that are set here are those of the next server that is installed', async ({ app, page }) => {
  await goTo(page, 'Settings')
  const limits = page.getByRole('table', { name: 'Limits of new servers' })
  await limits.getByRole('button', { name: 'Time for a call: 50 s. Change' }).press('Enter')
  await page.keyboard.type('0 s')
  await page.keyboard.press('Enter')
  await expect(limits.getByRole('alert')).toContainText('From 100 ms to 24 h.')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('7 s')
  await page.keyboard.press('Enter')
  await expect(limits.getByRole('button', { name: 'Time for a call: 7 s. Change' })).toBeFocused()
  await expect(limits).toContainText('usually 50 s')
  belljar(app, 'settings', 'limits', 'memory=128MB')
  await expect(limits.getByRole('button', { name: 'Memory: 128 MB. Change' })).toBeVisible()

  await installFixture(page)
  await page.getByRole('tab', { name: /^Grants/ }).click()
  const own = page.getByRole('table', { name: 'Limits', exact: true })
  await expect(own.getByRole('button', { name: 'Time for a call: 7 s. Change' })).toBeVisible()
  await expect(own.getByRole('button', { name: 'Memory: 128 MB. Change' })).toBeVisible()
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Reset the limits' }).click()
  await expect(limits.getByRole('button', { name: 'Time for a call: 50 s. Change' })).toBeVisible()
})

test('less is kept only after a question, and records can be cleared', async ({ app, page }) => {
  await goTo(page, 'Settings')
  const days = page.getByRole('combobox', { name: 'Kept for' })
  await days.selectOption('7 days')
  const ask = page.getByRole('alertdialog', { name: 'Keep less of the records?' })
  await ask.getByRole('button', { name: 'Keep as much as now' }).click()
  await expect(days).toHaveValue('30')
  await days.selectOption('7 days')
  await ask.getByRole('button', { name: 'Keep less' }).click()
  await expect(days).toHaveValue('7')
  expect(JSON.parse(belljar(app, 'settings', '--json'))).toMatchObject({ retention: { days: 7, bytes: 1_000_000_000 } })
  await days.selectOption('90 days')
  await expect(days).toHaveValue('90')

  await page.getByRole('region', { name: 'Records' }).getByRole('button', { name: 'Clear…' }).click()
  const form = page.getByRole('dialog', { name: 'Clear records of all servers' })
  await form.getByRole('checkbox', { name: /^Logs/ }).uncheck()
  await form.getByRole('button', { name: 'Clear what is chosen' }).click()
  await expect(form.getByRole('alert')).toContainText('Choose what to clear.')
  await form.getByRole('checkbox', { name: /^Calls/ }).check()
  await form.getByRole('checkbox', { name: /^Traps/ }).check()
  expect(await violations(page)).toEqual([])
  await form.getByRole('button', { name: 'Clear calls and traps' }).click()
  await expect(page.getByText('Calls and traps of all servers were cleared.')).toBeVisible()
})

test('licences of everything can be read and searched', async ({ page }) => {
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Show all licences…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Licences' })
  const packages = dialog.getByRole('list', { name: 'Packages' }).getByRole('listitem')
  await expect.poll(() => packages.count()).toBeGreaterThan(100)
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('searchbox').fill('wasmtime')
  await packages.getByText('wasmtime', { exact: false }).first().click()
  await expect(dialog.getByRole('region', { name: /^Licence of / })).toContainText('Apache License')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('what cannot be set here is said, and other switches are kept', async ({ app, page, where }) => {
  await goTo(page, 'Settings')
  const general = page.getByRole('region', { name: 'General' })
  if (where === 'browser') await expect(general).toContainText('can be set in the desktop app only')
  for (const name of ['Check servers', 'Notifications']) {
    await general.getByRole('switch', { name }).click()
    await expect(general.getByRole('switch', { name })).not.toBeChecked()
  }
  await general.getByRole('combobox', { name: 'Source links' }).selectOption('Zed')
  await expect
    .poll(() => JSON.parse(belljar(app, 'settings', '--json')) as object)
    .toMatchObject({ probe: false, notify: false, editor: 'zed' })
})
