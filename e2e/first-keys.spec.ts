import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'

/** As a person without a mouse: one key after the other, until it is there. */
async function press(page: Page, key: string, until: Locator): Promise<void> {
  await expect(until.first()).toBeVisible()
  for (let i = 0; i < 80; i++) {
    if (await until.first().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(until.first()).toBeFocused()
}

test('from the first run to a call and its record by keys alone', async ({ app, page }) => {
  const folder = path.join(app.folder, 'notes')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'hello.txt'), 'hello')
  const main = page.getByRole('main')
  await expect(page.getByRole('heading', { name: 'Every server under its own glass' })).toBeVisible()

  // Off the welcome, into the list, down to the server; Space asks for what it needs.
  await page.keyboard.press('ControlOrMeta+1')
  const rows = main.getByRole('table', { name: 'Servers' }).locator('a.name')
  await press(page, 'Tab', rows)
  await press(page, 'ArrowDown', main.getByRole('link', { name: 'filesystem', exact: true }))
  await page.keyboard.press('Space')
  const form = page.getByRole('dialog')
  await expect(form).toBeVisible()
  await press(page, 'Tab', form.getByRole('textbox'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(folder)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(form).toHaveCount(0)
  await expect(main.getByRole('switch', { name: 'filesystem', exact: true })).toBeChecked()

  // The focus is where it was: Enter opens it, the arrows choose a tool, and Ctrl Enter runs it.
  await press(page, 'ArrowDown', main.getByRole('link', { name: 'filesystem', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'filesystem' })).toBeVisible()
  const tools = page.getByRole('list', { name: 'Tools of filesystem' }).getByRole('button')
  const tool = tools.filter({ hasText: 'list_allowed_directories' })
  await press(page, 'Tab', tools)
  await press(page, 'ArrowDown', tool)
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('region', { name: /^Result/ }).first()).toContainText(folder, { timeout: 60_000 })

  await page.keyboard.press('ControlOrMeta+2')
  await expect(page.getByRole('heading', { level: 1, name: 'Calls' })).toBeVisible()
  const call = main.getByRole('row').filter({ hasText: 'list_allowed_directories' }).getByRole('button')
  await press(page, 'Tab', call)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Call' })).toContainText('list_allowed_directories')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: 'Call' })).toHaveCount(0)
})
