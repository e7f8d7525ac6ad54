import { readFileSync } from 'node:fs'
import { expect, test } from './app.ts'
import { assemble } from './assemble.ts'
import { fixtureWasm } from './places.ts'
import { chooseFile, goTo, installFixture } from './steps.ts'

/** Servers that come with the app. */
const bundled = 9

test('a file is looked at before it is installed, and starts switched off with nothing', async ({ page }) => {
  await chooseFile(page, fixtureWasm('fixture-server'))
  await expect(page.getByRole('heading', { name: 'It will get nothing' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Imports' })).toBeVisible()
  await page.getByRole('button', { name: 'Do not install' }).click()
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(bundled)

  await installFixture(page)
  await expect(page.getByRole('main').getByRole('switch', { name: 'fixture-server' })).not.toBeChecked()
  await expect(page.getByRole('switch', { name: 'echo', exact: true })).toBeChecked()
  await page.getByRole('tab', { name: 'Grants' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('No folders. It cannot open, read or change a file.')

  // The same file again is the same server.
  await chooseFile(page, fixtureWasm('fixture-server'))
  await expect(page.getByRole('main').getByRole('alert')).toContainText('already installed as "fixture-server"')
})

const bytes = readFileSync(fixtureWasm('fixture-server'))
const refusedAtOnce = {
  'plain text': Buffer.from('this is no wasm'),
  'an empty file': Buffer.alloc(0),
  'WAT text': Buffer.from('(module (func (export "_start")))'),
  'a truncated component': bytes.subarray(0, 5_000),
}

test('files that are no server are refused with a sentence and a hint', async ({ page }) => {
  for (const [what, buffer] of Object.entries(refusedAtOnce)) {
    await chooseFile(page, { name: `${what}.wasm`, buffer })
    await expect(page.getByRole('heading', { name: `${what}.wasm cannot be installed` })).toBeVisible()
    await expectTrouble(page.getByRole('main').getByRole('alert'), what)
    await expect(page.getByRole('button', { name: /Install with/ })).toHaveCount(0)
  }
  await goTo(page, 'Servers')
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(bundled)
})

test('programs that never serve are refused after they were tried, and disturb nothing', async ({ app, page }) => {
  for (const name of ['deaf', 'garbage', 'exit-3', 'traps-at-start']) {
    const buffer = await assemble(name)
    await chooseFile(page, { name: `${name}.wasm`, buffer })
    await page.getByRole('button', { name: /Install with nothing granted/ }).click()
    // The start limit is 10 s.
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible({ timeout: 30_000 })
    await expectTrouble(page.getByRole('main').getByRole('alert'), name)
  }
  await goTo(page, 'Servers')
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(bundled)
  expect(app.host()).toBeDefined()
})

async function expectTrouble(alert: import('@playwright/test').Locator, what: string): Promise<void> {
  const sentences = (await alert.locator('p').allTextContents()).map((text) => text.trim())
  console.log(`  ${what}: ${sentences.join(' | ')}`)
  expect(sentences, what).toHaveLength(2)
  for (const sentence of sentences) {
    expect(sentence, what).toMatch(/^\S.{10,300}[.?]$/)
    expect(sentence, what).not.toMatch(/\bat .+:\d+|Error:|undefined|\[object/)
  }
}
