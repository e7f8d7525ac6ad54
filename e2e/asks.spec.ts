import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type App } from './app.ts'
import { openGrants } from './grant-steps.ts'
import { root } from './places.ts'
import { goTo, installFixture, withFixture } from './steps.ts'

test('the command line waits for an answer in the window, and is refused or allowed there', async ({ app, page }) => {
  const folder = path.join(app.folder, 'notes')
  mkdirSync(folder)
  await installFixture(page, 'hostile')
  await goTo(page, 'Settings')
  const asks = page.getByRole('switch', { name: 'Ask here before the command line changes grants' })
  await asks.click()
  await expect(asks).toBeChecked()

  const refused = belljar(app, 'grant', 'hostile', 'dir', folder)
  const question = page.getByRole('alert').filter({ hasText: 'The command line asks' })
  await expect(question).toContainText('Read ~/notes and everything in it')
  await expect(page.getByRole('region', { name: 'Needs you' })).toContainText('Change grants of hostile?')
  await question.getByRole('button', { name: 'Refuse' }).click()
  expect(await refused).not.toBe(0)
  await expect(question).toHaveCount(0)

  const allowed = belljar(app, 'grant', 'hostile', 'dir', folder)
  await question.getByRole('button', { name: 'Allow' }).click()
  expect(await allowed).toBe(0)
  await openGrants(page, 'hostile')
  const list = page.getByRole('list', { name: 'Grants of hostile' })
  await expect(list).toContainText('~/notes')
  await expect(list.getByRole('button', { name: 'Revoke' })).toHaveCount(1)
})

test('a tool that is new since the approval is held back until somebody looked at it', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient()
  await client.call('change-list')
  await goTo(page, 'Servers')
  await expect(page.getByRole('region', { name: 'Needs you' })).toContainText('fixture-server: 1 tool changed')
  await page
    .getByRole('region', { name: 'Needs you' })
    .getByRole('link', { name: /1 tool changed/ })
    .click()
  const held = page.getByRole('region', { name: 'Held back' })
  await expect(held).toContainText('It is new since the server was approved.')
  await expect(held.getByRole('region', { name: 'What changed' })).toContainText('Was not there before')
  expect(await client.tools()).not.toContain('extra')

  await held.getByRole('button', { name: 'Approve the new tool' }).click()
  await expect(held).toHaveCount(0)
  await expect.poll(() => client.tools()).toContain('extra')
})

/** Its exit code. What it prints is for another test. */
function belljar(app: App, ...words: string[]): Promise<number | null> {
  const program = path.join(root, 'dist', 'electron', 'cli.js')
  const child = spawn(process.execPath, [program, '--home', app.home, ...words], { env: app.env, stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}
