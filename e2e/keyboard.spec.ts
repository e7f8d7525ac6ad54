import { expect, test } from './app.ts'
import { goTo } from './steps.ts'

test('everything is reached by keys alone', async ({ page }) => {
  const main = page.getByRole('main')
  const screens = ['Servers', 'Calls', 'Logs', 'Traps', 'Health', 'Clients', 'Catalog', 'Settings']
  for (const [index, name] of screens.entries()) {
    await page.keyboard.press(`ControlOrMeta+${index + 1}`)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
  await page.keyboard.press('ControlOrMeta+1')

  // Into the list, and Space switches the server.
  const row = main.getByRole('link', { name: 'time', exact: true })
  await expect(row).toBeVisible()
  const rows = main.getByRole('table', { name: 'Servers' }).locator('a.name')
  for (let i = 0; i < 40 && !(await rows.first().evaluate((link) => link === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  for (let i = 0; i < 40 && !(await row.evaluate((link) => link === document.activeElement)); i++)
    await page.keyboard.press('ArrowDown')
  await expect(row).toBeFocused()
  await page.keyboard.press('Space')
  await expect(main.getByRole('switch', { name: 'time', exact: true })).toBeChecked()

  // Enter opens it, the arrows move between its tools, Space switches one.
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'time' })).toBeVisible()
  const tools = page.getByRole('list', { name: 'Tools of time' }).getByRole('button')
  for (let i = 0; i < 40 && !(await tools.first().evaluate((tool) => tool === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(tools.nth(1)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByRole('switch', { name: 'convert_time' })).not.toBeChecked()
  await page.keyboard.press('ArrowUp')
  await expect(tools.first()).toBeFocused()

  // Alt and a digit change the tab, Escape goes up.
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('tab', { name: /^Calls/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: 'Servers' })).toBeVisible()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('the runner calls a tool with Ctrl and Enter, and its call is kept', async ({ page }) => {
  await page.getByRole('main').getByRole('switch', { name: 'time' }).click()
  await page.keyboard.press('ControlOrMeta+1')
  await page.getByRole('link', { name: 'time', exact: true }).click()
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  await page.getByRole('textbox', { name: 'Arguments as JSON' }).fill('{ "timezone": "Europe/Lisbon" }')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('region', { name: 'Result' }).first()).toContainText('Europe/Lisbon', { timeout: 30_000 })
  await goTo(page, 'Calls')
  await expect(page.getByRole('row').filter({ hasText: 'get_current_time' })).toContainText('Answered')
})
