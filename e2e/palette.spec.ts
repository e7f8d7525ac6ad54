import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: own } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> }
    }
    return (await own.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)
  })
}

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to or run' })
const field = (page: Page) => palette(page).getByRole('combobox', { name: 'Go to or run' })
const best = (page: Page) => palette(page).getByRole('option').first()

async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type(text)
}

test('a few letters lead to screens, servers, tabs and tools, by keys alone', async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field(page)).toBeFocused()
  await expect(palette(page).getByRole('group', { name: 'Go to' }).getByRole('option')).toHaveCount(8)
  expect(await violations(page)).toEqual([])
  // The best match is chosen already, and said to belong to the field.
  await page.keyboard.type('sett')
  await expect(best(page)).toContainText('Settings')
  await expect(best(page)).toHaveAttribute('data-highlighted', '')
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await best(page).getAttribute('id'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await expect(palette(page)).toHaveCount(0)

  await find(page, 'filesystem grants')
  await expect(best(page)).toContainText('filesystem: Grants')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: /^Grants/ })).toHaveAttribute('aria-selected', 'true')

  await find(page, 'curtime')
  await expect(best(page)).toContainText('get_current_time')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'time' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'get_current_time' })).toBeVisible()

  // What was used last is first the next time.
  await page.keyboard.press('ControlOrMeta+k')
  const used = palette(page).getByRole('group', { name: 'Used last' }).getByRole('option')
  await expect(used.first()).toContainText('get_current_time')
  await page.keyboard.press('ArrowDown')
  await expect(used.nth(1)).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'filesystem' })).toBeVisible()
})

test('actions do what their buttons do, and ask where these ask', async ({ page }) => {
  await find(page, 'switch on time')
  await expect(best(page)).toContainText('Switch on time')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+1')
  await expect(page.getByRole('main').getByRole('switch', { name: 'time', exact: true })).toBeChecked()

  // What needs grants is asked for in the same form.
  await find(page, 'switch on filesystem')
  await expect(best(page)).toContainText('Switch on filesystem…')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog').filter({ hasText: 'filesystem' })
  await expect(form).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('switch', { name: 'filesystem', exact: true })).not.toBeChecked()

  await find(page, 'theme dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  // A client's file is written only where its change is shown.
  await find(page, 'connect claude')
  await expect(best(page)).toContainText('Connect Claude Desktop…')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible()
})

test('what is not there is said, and the focus goes back where it was', async ({ page }) => {
  const open = page.getByRole('button', { name: /^Go to or run/ })
  await open.focus()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('xqzjw')
  await expect(palette(page)).toContainText('Nothing is called “xqzjw”')
  await expect(palette(page).getByRole('option')).toHaveCount(0)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(palette(page)).toHaveCount(0)
  await expect(open).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page)).toHaveCount(0)
})
