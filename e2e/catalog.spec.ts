import { expect, test } from './app.ts'
import { violations } from './axe.ts'
import { goTo } from './steps.ts'

test('a server that was removed is installed again from the catalog, with the keyboard alone', async ({ page }) => {
  await goTo(page, 'Servers')
  await page.getByRole('link', { name: 'time', exact: true }).focus()
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove time' }).press('Enter')
  await expect(page.getByRole('link', { name: 'time', exact: true })).toHaveCount(0)

  await goTo(page, 'Catalog')
  await expect(page.getByRole('main')).toContainText('8 of 9 installed')
  await page.getByRole('list', { name: 'Catalog' }).getByRole('button').first().focus()
  await page.keyboard.press('End')
  const detail = page.getByRole('region', { name: 'time', exact: true })
  await expect(detail).toContainText('not installed')
  await expect(detail).toContainText('It will ask for nothing')
  await expect(detail).toContainText('get_current_time')
  expect(await violations(page)).toEqual([])

  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('time is installed. It is off and has nothing granted.')).toBeVisible()
  await expect(detail).toContainText('installed, off')
  await page.keyboard.press('Control+Enter')
  await expect(detail.getByText('on', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'time' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('switch', { name: 'time', exact: true })).toBeChecked()
})

test('the catalog says what a server will ask for, and switching on asks for exactly that', async ({ page }) => {
  await goTo(page, 'Catalog')
  await page.getByRole('searchbox', { name: 'Filter the catalog' }).fill('directory_tree')
  await expect(page.getByRole('list', { name: 'Catalog' }).getByRole('listitem')).toHaveCount(1)
  const detail = page.getByRole('region', { name: 'filesystem', exact: true })
  await expect(detail).toContainText('a folder to read and change')
  await detail.getByRole('button', { name: 'Switch on…' }).click()
  await expect(page.getByRole('dialog')).toContainText('Switch on filesystem')
  await page.keyboard.press('Escape')

  await page.getByRole('searchbox', { name: 'Filter the catalog' }).fill('nothing like it')
  await expect(page.getByRole('heading', { name: 'Nothing matches “nothing like it”' })).toBeVisible()
  await page.getByRole('button', { name: 'Show the whole catalog' }).click()
  await expect(page.getByRole('list', { name: 'Catalog' }).getByRole('listitem')).toHaveCount(9)
})

test('without servers the list leads to the catalog', async ({ page }) => {
  await goTo(page, 'Servers')
  await page.locator('a.name').first().focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove 9 servers' }).click()
  await expect(page.getByRole('heading', { name: 'No servers' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Open the catalog' }).click()
  await expect(page.getByRole('main')).toContainText('0 of 9 installed')
})
