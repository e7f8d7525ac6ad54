import { expect, type Page } from '@playwright/test'
import { goTo } from '../steps.ts'

type Show = (page: Page) => Promise<void>

async function openServer(page: Page, server: string, tab?: string): Promise<void> {
  await goTo(page, 'Servers')
  await page.getByRole('link', { name: server, exact: true }).click()
  if (tab !== undefined) await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
}

/** How each screen is reached, in the order in which the guide shows them. */
export const screens: Record<string, Show> = {
  servers: async (page) => {
    await goTo(page, 'Servers')
    // What the command line granted is told until somebody has read it.
    for (const told = page.getByRole('main').getByRole('button', { name: 'Dismiss' }); (await told.count()) > 0;)
      await told.first().click()
  },
  'server-grants': (page) => openServer(page, 'filesystem', 'Grants'),
  'server-tools': async (page) => {
    await openServer(page, 'filesystem', 'Tools')
    await page.getByRole('button', { name: 'search_files', exact: true }).click()
  },
  calls: async (page) => {
    await goTo(page, 'Calls')
    await page.getByRole('row').filter({ hasText: 'directory_tree' }).first().getByRole('button').first().click()
    await expect(
      page.getByRole('complementary', { name: 'Call' }).getByRole('region', { name: 'Result' }),
    ).toBeVisible()
  },
  logs: (page) => goTo(page, 'Logs'),
  trap: async (page) => {
    await goTo(page, 'Traps')
    await page.getByRole('table').getByRole('row').filter({ hasText: 'harbour-issues' }).getByRole('button').click()
    await expect(page.getByRole('region', { name: 'Raw text' }).first()).toBeVisible()
  },
  health: (page) => goTo(page, 'Health'),
  clients: (page) => goTo(page, 'Clients'),
  catalog: async (page) => {
    await goTo(page, 'Catalog')
    await page.getByRole('main').getByRole('button').filter({ hasText: 'Status, history' }).click()
  },
  settings: (page) => goTo(page, 'Settings'),
  palette: async (page) => {
    await goTo(page, 'Servers')
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('git')
  },
}
