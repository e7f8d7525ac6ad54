import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './app.ts'
import { openGrants } from './grant-steps.ts'
import { installFixture } from './steps.ts'

test('a grant is added, changed, revoked and brought back by keys alone', async ({ app, page }) => {
  mkdirSync(path.join(app.folder, 'src', 'deep'), { recursive: true })
  await installFixture(page, 'hostile')
  await openGrants(page, 'hostile')
  const list = page.getByRole('list', { name: 'Grants of hostile' })
  const form = page.getByRole('dialog')

  await page.keyboard.press('a')
  await expect(form.getByLabel('Folder', { exact: true })).toBeFocused()
  await page.keyboard.type('~/src')
  await expect(form.getByRole('status')).toContainText('It may read ~/src and everything in it.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(form).toHaveCount(0)
  await expect(list).toContainText('~/src')

  const row = list.getByRole('button', { name: /^Read/ }).first()
  for (let i = 0; i < 60 && !(await row.evaluate((each) => each === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(row).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form.getByLabel('Folder', { exact: true })).toHaveValue(path.join(app.folder, 'src'))
  const change = form.getByRole('button', { name: 'Read and change' })
  for (let i = 0; i < 10 && !(await change.evaluate((each) => each === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(form).toHaveCount(0)
  await expect(list).toContainText('Read and change')

  await list.getByRole('button', { name: /^Read and change/ }).focus()
  await page.keyboard.press('Delete')
  await expect(list).toContainText('No folders.')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(list).toContainText('Read and change')
})

test('where there is no system dialog, a folder is chosen by walking to it @browser', async ({ app, page }) => {
  mkdirSync(path.join(app.folder, 'src', 'deep'), { recursive: true })
  await installFixture(page, 'hostile')
  await openGrants(page, 'hostile')
  await page.getByRole('button', { name: 'Add a folder…' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Choose…' }).click()
  const browser = form.getByRole('group', { name: 'Choose a folder' })
  // The own folder holds Belljar's data here, so it cannot be granted itself.
  await expect(browser.getByRole('button', { name: 'Use this folder' })).toBeDisabled()
  await browser.getByRole('button', { name: 'src', exact: true }).click()
  await expect(browser.getByRole('button', { name: 'deep', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(browser).toContainText('No folders in it.')
  await browser.getByRole('button', { name: 'Use this folder' }).click()
  await expect(form.getByLabel('Folder', { exact: true })).toHaveValue(path.join(app.folder, 'src', 'deep'))
})

test('a limit is changed in its place, and nonsense is not taken', async ({ page }) => {
  await installFixture(page, 'hostile')
  await openGrants(page, 'hostile')
  const limits = page.getByRole('table', { name: 'Limits' })
  await limits.getByRole('button', { name: /^Memory: 256 MB/ }).click()
  await page.keyboard.type('lots')
  await page.keyboard.press('Enter')
  await expect(limits.getByRole('alert')).toContainText('Write a number and KB, MB or GB.')
  await limits.getByLabel('Memory').fill('128')
  await page.keyboard.press('Enter')
  await expect(limits.getByRole('button', { name: /^Memory: 128 MB/ })).toBeFocused()
  await limits.getByRole('button', { name: /^Time for a call/ }).click()
  await page.keyboard.type('2 min')
  await page.keyboard.press('Escape')
  await expect(limits.getByRole('button', { name: /^Time for a call: 50 s/ })).toBeFocused()
})
