import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import type { App } from './app.ts'
import { fixtureWasm } from './places.ts'

/** What many tests do first, done as a person would: through the window. */

export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible()
}

export async function switchOn(page: Page, server: string): Promise<void> {
  const own = page.getByRole('main').getByRole('switch', { name: server, exact: true })
  if (!(await own.isChecked())) await own.click()
  await expect(own).toBeChecked()
}

/** Writes the entry into Claude Desktop's config, as `Connect` does. */
export async function connectClaude(app: App): Promise<void> {
  await goTo(app.page, 'Clients')
  await app.page.getByRole('button', { name: 'Connect', exact: false }).and(app.page.locator('main .first')).click()
  await expect(app.page.getByText('connected', { exact: true }).first()).toBeVisible()
  expect(readFileSync(app.config, 'utf8')).toContain('belljar')
}

/** Gives a file to the window as its file dialog would. */
export async function chooseFile(page: Page, file: string | { name: string; buffer: Buffer }): Promise<void> {
  const chosen = typeof file === 'string' ? file : { ...file, mimeType: 'application/wasm' }
  await page.locator('input[type=file]').setInputFiles(chosen)
}

export async function installFixture(page: Page, name = 'fixture-server'): Promise<void> {
  await chooseFile(page, fixtureWasm(name))
  await page.getByRole('button', { name: /Install with nothing granted/ }).click()
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible({ timeout: 60_000 })
}

/** The fixture server is installed and on, and Claude Desktop's entry is there. */
export async function withFixture(app: App): Promise<void> {
  await installFixture(app.page)
  await switchOn(app.page, 'fixture-server')
  await connectClaude(app)
}

/** The `time` server is on, and Claude Desktop's entry is there. */
export async function withTime(app: App): Promise<void> {
  await switchOn(app.page, 'time')
  await connectClaude(app)
}
