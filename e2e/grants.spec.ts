import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { allow, grantForm, openGrants, withHostile } from './grant-steps.ts'
import { goTo } from './steps.ts'

/** A folder with a file in it. */
function folderOf(app: App): string {
  const folder = path.join(app.folder, 'notes')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'a.txt'), 'a note')
  return folder
}

test('a folder granted read-only can be read; a write is denied, shown, allowed, and works after a restart', async ({
  app,
  page,
}) => {
  test.setTimeout(180_000)
  const folder = folderOf(app)
  const file = path.join(folder, 'a.txt')
  await withHostile(app)
  const client = await app.connectClient()
  expect(await client.call('read', { path: file })).toMatchObject({ isError: true })

  await openGrants(page, 'hostile')
  await page.getByRole('button', { name: 'Add a folder…' }).click()
  await page.getByLabel('Folder', { exact: true }).fill(folder)
  const form = grantForm(page)
  await expect(form.getByRole('status')).toContainText('Held by the files guard')
  await allow(page, 'Allow reading')
  const row = page.getByRole('list', { name: 'Grants of hostile' }).getByRole('listitem').first()
  await expect(row).toContainText('~/notes')
  await page.getByRole('button', { name: /^Restart \d instance/ }).click()
  await expect(page.getByRole('button', { name: /^Restart \d instance/ })).toHaveCount(0)

  expect((await client.call('read', { path: file })).text).toContain('a note')
  const refused = await client.call('write', { path: file, text: 'changed' })
  expect(refused.isError).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('a note')

  const denied = page.getByRole('region', { name: 'Denied' })
  await expect(denied).toContainText(/Denied a write to .*a\.txt/)
  await expect(page.getByRole('region', { name: 'Needs you' })).toContainText(/hostile: \d denied/)
  await denied.getByRole('button', { name: 'Allow writing…' }).first().click()
  await expect(form.getByLabel('Folder', { exact: true })).toHaveValue(folder)
  await expect(form.getByRole('button', { name: 'Read and change' })).toHaveAttribute('aria-pressed', 'true')
  await allow(page, 'Allow reading and changing')
  await expect(row).toContainText('Read and change')
  await page.getByRole('button', { name: /^Restart \d instance/ }).click()
  await expect(page.getByRole('button', { name: /^Restart \d instance/ })).toHaveCount(0)
  expect(await client.call('write', { path: file, text: 'changed' })).toMatchObject({ isError: false })
  expect(readFileSync(file, 'utf8')).toBe('changed')
})

test('a revoked grant can be taken back from the message, and waits for a restart until then', async ({
  app,
  page,
}) => {
  const folder = folderOf(app)
  await withHostile(app)
  await openGrants(page, 'hostile')
  await page.getByRole('button', { name: 'Add a folder…' }).click()
  await page.getByLabel('Folder', { exact: true }).fill(folder)
  await allow(page, 'Allow reading')
  const client = await app.connectClient()
  expect((await client.call('read', { path: path.join(folder, 'a.txt') })).text).toContain('a note')

  const list = page.getByRole('list', { name: 'Grants of hostile' })
  await list.getByRole('button', { name: 'Revoke' }).click()
  await expect(list).toContainText('Revoked, applies at the next start.')
  await expect(page.getByRole('tabpanel')).toContainText('1 change waits for a restart.')
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).last().click()
  await expect(list).not.toContainText('Revoked')
  await expect(page.getByRole('tabpanel')).not.toContainText('for a restart.')

  await list.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: /^Restart \d instance/ }).click()
  await expect(list).toContainText('No folders. It cannot open, read or change a file.')
  expect(await client.call('read', { path: path.join(folder, 'a.txt') })).toMatchObject({ isError: true })
})

test('what may not be granted is refused with its sentence, at the field', async ({ app, page }) => {
  await withHostile(app)
  await openGrants(page, 'hostile')
  await page.getByRole('button', { name: 'Add a variable…' }).click()
  const form = grantForm(page)
  const name = form.getByLabel('Variable', { exact: true })
  await name.fill('LD_PRELOAD')
  await expect(form.getByRole('alert')).toContainText('LD_PRELOAD')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await form.getByRole('button', { name: 'Give this variable' }).click()
  await expect(name).toBeFocused()

  await form.getByRole('button', { name: 'Folder', exact: true }).click()
  const folder = form.getByLabel('Folder', { exact: true })
  for (const refused of ['/data::/etc', app.home, 'relative/path', path.join(app.folder, 'missing')]) {
    await folder.fill(refused)
    await expect(form.getByRole('alert'), refused).toBeVisible()
    await form.getByRole('button', { name: 'Allow reading', exact: true }).click()
    await expect(form, refused).toBeVisible()
  }
  // What was typed is not lost by closing, only by saying so.
  await page.keyboard.press('Escape')
  await expect(form).toContainText('Discard what you entered?')
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(folder).toHaveValue(/missing$/)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('list', { name: 'Grants of hostile' })).toContainText('No folders.')
})

test('the home folder is granted only after a second yes', async ({ app, page }) => {
  // The data directory lies in it, so another folder that asks: where programs keep their keys.
  mkdirSync(path.join(app.folder, '.ssh'))
  await withHostile(app)
  await openGrants(page, 'hostile')
  await page.keyboard.press('a')
  const form = grantForm(page)
  await form.getByLabel('Folder', { exact: true }).fill('~/.ssh')
  await form.getByRole('button', { name: 'Allow reading', exact: true }).click()
  await expect(form.getByRole('button', { name: 'Go back' })).toBeFocused()
  await form.getByRole('button', { name: 'Go back' }).click()
  await form.getByRole('button', { name: 'Allow reading', exact: true }).click()
  await form.getByRole('button', { name: 'Allow it anyway' }).click()
  await expect(page.getByRole('list', { name: 'Grants of hostile' })).toContainText('~/.ssh')
})

test('a request to a host that is not granted is denied, kept with its call, and can be allowed', async ({
  app,
  page,
}) => {
  await withHostile(app)
  const client = await app.connectClient()
  await client.call('http', { url: 'https://api.example.com/secret/path' })
  await goTo(page, 'Calls')
  await page.getByRole('row').filter({ hasText: 'api.example.com' }).getByRole('button').click()
  const requests = page.getByRole('table', { name: 'Requests of this call' })
  await expect(requests).toContainText('https://api.example.com')
  await expect(requests).toContainText('Denied')
  await expect(requests).not.toContainText('/secret/path')

  await openGrants(page, 'hostile')
  await page.getByRole('region', { name: 'Denied' }).getByRole('button', { name: 'Allow…' }).click()
  await expect(grantForm(page).getByLabel('Host', { exact: true })).toHaveValue(/api\.example\.com/)
  await allow(page, 'Allow this host')
  await expect(page.getByRole('list', { name: 'Grants of hostile' })).toContainText('api.example.com')
  await expect(page.getByRole('region', { name: 'Denied' })).toHaveCount(0)
})
