import { expect, type Locator, type Page } from '@playwright/test'
import type { App } from './app.ts'
import { connectClaude, goTo, installFixture, switchOn } from './steps.ts'

/** The hostile fixture is installed and on, and Claude Desktop's entry is there. */
export async function withHostile(app: App): Promise<void> {
  await installFixture(app.page, 'hostile')
  await switchOn(app.page, 'hostile')
  await connectClaude(app)
}

export async function openGrants(page: Page, server: string): Promise<void> {
  await goTo(page, 'Servers')
  await page.getByRole('main').getByRole('link', { name: server, exact: true }).click()
  await page.getByRole('tab', { name: /^Grants/ }).click()
  await expect(page.getByRole('heading', { name: 'It may', exact: true })).toBeVisible()
}

export function grantForm(page: Page): Locator {
  return page.getByRole('dialog')
}

/** Presses the form's filled button, after which it is gone. */
export async function allow(page: Page, button: string): Promise<void> {
  await grantForm(page).getByRole('button', { name: button, exact: true }).click()
  await expect(grantForm(page)).toHaveCount(0)
}
