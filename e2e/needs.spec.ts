import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type App } from './app.ts'
import { assemble } from './assemble.ts'
import { allow, grantForm, openGrants, withHostile } from './grant-steps.ts'
import { withNeeds } from './needs-wasm.ts'
import { chooseFile, connectClaude, goTo } from './steps.ts'

const needs = {
  directories: [{ access: 'read', required: true, reason: 'Your notes are read from it.' }],
  environment: [{ name: 'NOTES_KEY', secret: true, required: true }],
  hosts: [{ pattern: 'api.example.com' }],
}

test('what a server needs is shown before it is installed, and asked for when it is switched on', async ({
  app,
  page,
}) => {
  const folder = path.join(app.folder, 'notes')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'a.txt'), 'a note')
  await chooseFile(page, { name: 'needy.wasm', buffer: withNeeds('hostile', needs) })
  await expect(page.getByRole('main')).toContainText('It asks for 1 folder, 1 host and 1 secret')
  const row = page.getByRole('table', { name: 'Imports' }).getByRole('row').filter({ hasText: 'Read and change files' })
  await expect(row).toContainText('a folder to read')
  await expect(row).toContainText('Your notes are read from it.')
  await expect(row).toContainText('no folder')
  await page.getByRole('button', { name: /Install with nothing granted/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'needy', exact: true })).toBeVisible({ timeout: 60_000 })

  const own = page.getByRole('main').getByRole('switch', { name: 'needy', exact: true })
  await own.click()
  const form = grantForm(page)
  await expect(form).toContainText('Your notes are read from it.')
  await form.getByLabel('Folder', { exact: true }).fill('~/notes')
  await form.getByLabel('The secret').fill('a canary secret')
  await expect(form.getByLabel('The secret')).toHaveAttribute('type', 'password')
  await expect(form).toContainText('It asks for a secret as NOTES_KEY')
  await allow(page, 'Grant and switch on')
  await expect(own).toBeChecked()

  await page.getByRole('tab', { name: /^Grants/ }).click()
  const list = page.getByRole('list', { name: 'Grants of needy' })
  await expect(list).toContainText('~/notes')
  await expect(list).toContainText('Get the secret NOTES_KEY as the variable NOTES_KEY')
  await connectClaude(app)
  const client = await app.connectClient()
  expect((await client.call('read', { path: path.join(folder, 'a.txt') })).text).toContain('a note')
  // It got the secret; what is kept of the call does not.
  expect((await client.call('environment')).text).toContain('a canary secret')
  await goTo(page, 'Calls')
  await page.getByRole('row').filter({ hasText: 'environment' }).getByRole('button').click()
  const result = page.getByRole('complementary', { name: 'Call' }).getByRole('region', { name: 'Result' }).first()
  await expect(result).toContainText('NOTES_KEY')
  await expect(page.getByRole('main')).not.toContainText('a canary secret')
  await app.stop()
  expect(filesWith(app, 'a canary secret')).toEqual([])
})

test('a secret is set masked, listed without its value, used and removed', async ({ app, page }) => {
  await withHostile(app)
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Add a secret…' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Store it' }).click()
  await expect(form.getByLabel('Name')).toBeFocused()
  await form.getByLabel('Name').fill('API_KEY')
  await form.getByLabel('The secret').fill('hunter2 hunter2')
  await page.keyboard.press('Enter')
  const row = page.getByRole('table', { name: 'Secrets' }).getByRole('row').filter({ hasText: 'API_KEY' })
  await expect(row).toContainText('nobody')
  await expect(page.locator('body')).not.toContainText('hunter2')

  await openGrants(page, 'hostile')
  await page.getByRole('button', { name: 'Add a secret…' }).click()
  await grantForm(page).getByRole('button', { name: 'One that is stored' }).click()
  await grantForm(page).getByLabel('Stored as').selectOption('API_KEY')
  await allow(page, 'Give this secret')
  await goTo(page, 'Settings')
  await expect(row).toContainText('hostile')
  await row.getByRole('button', { name: 'Remove API_KEY' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByRole('region', { name: 'Secrets' })).toContainText('None yet.')
})

test('a server that ends at once for want of a grant needs grants, and has not failed', async ({ page }) => {
  const buffer = withNeeds(await assemble('exit-3'), { directories: [{ access: 'read', required: true }] })
  await chooseFile(page, { name: 'waits.wasm', buffer })
  await page.getByRole('button', { name: /Install with nothing granted/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'waits', exact: true })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('main').getByRole('switch', { name: 'waits', exact: true }).click()
  await grantForm(page).getByRole('button', { name: 'Switch on without' }).click()
  await goTo(page, 'Servers')
  const row = page.getByRole('table', { name: 'Servers' }).getByRole('row').filter({ hasText: 'waits' })
  await expect(row).toContainText('Needs grants')
  await expect(row).not.toContainText(/Failed|Crashed/)
  const needsYou = page.getByRole('region', { name: 'Needs you' })
  await expect(needsYou).toContainText('waits needs grants')
  await needsYou.getByRole('link', { name: /waits needs grants/ }).click()
  await expect(page.getByRole('region', { name: 'What it needs' })).toContainText('a folder to read')
})

/** Files of the data directory in which the text occurs as it is. */
function filesWith(app: App, text: string): string[] {
  const files = readdirSync(app.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))
}
