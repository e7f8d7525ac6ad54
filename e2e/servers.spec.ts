import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { violations } from './axe.ts'
import { belljar } from './command.ts'
import { fixtureWasm } from './places.ts'
import { connectClaude, goTo, installFixture, switchOn, withFixture } from './steps.ts'

const rowOf = (page: Page, name: string) =>
  page
    .getByRole('table', { name: 'Servers' })
    .getByRole('row')
    .filter({ has: page.getByRole('switch', { name, exact: true }) })
const show = (page: Page, what: string) => page.getByRole('group', { name: 'Show' }).getByRole('button', { name: what })

test('the list shows what was called, what failed and what it uses', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient('some-desktop')
  for (const text of ['a', 'b', 'c', 'd', 'e']) await client.call('echo', { text })
  await client.call('tool-error')
  await client.call('trap')
  await client.call('echo', { text: 'after' })
  await goTo(page, 'Servers')
  const row = rowOf(page, 'fixture-server')
  await expect(row.getByRole('img', { name: /^8 calls in the last 30 minutes, [12] failures?;/ })).toBeVisible()
  await expect(row.locator('.spark .bars')).toHaveCount(1)
  await expect(row.locator('.spark .bad')).toHaveCount(1)
  await expect(row).toContainText('1.6 /min')
  await expect(row).toContainText('Running')
  await expect(row).toContainText('for some-desktop')
  await expect(row.locator('.uses')).toHaveText(/^\d+ MB/)
  await expect(row.getByRole('link', { name: '1 trap' })).toBeVisible()
  await expect(row.getByRole('link', { name: / % fail$/ })).toBeVisible()
  expect(await violations(page)).toEqual([])

  await expect(show(page, 'On')).toHaveText('On 1')
  await show(page, 'Trouble').click()
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(1)
  await row.getByRole('link', { name: '1 trap' }).click()
  await expect(page.getByRole('tab', { name: /^Traps/ })).toHaveAttribute('aria-selected', 'true')
})

test('servers are found by name, by tool and by folder', async ({ app, page }) => {
  const folder = path.join(app.folder, 'a-place-for-notes')
  mkdirSync(folder)
  belljar(app, 'grant', 'filesystem', 'dir', folder)
  await goTo(page, 'Servers')
  const switches = page.getByRole('main').getByRole('switch')
  const all = await switches.count()
  const filter = page.getByRole('searchbox', { name: 'Filter servers' })
  for (const [words, name] of [
    ['get_current', 'time'],
    ['place-for-notes', 'filesystem'],
    ['percentiles', 'data-aggregate'],
  ] as const) {
    await page.keyboard.press('/')
    await filter.fill(words)
    await expect(switches).toHaveCount(1)
    await expect(rowOf(page, name)).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(switches).toHaveCount(all)
  }
  await filter.fill('no such server')
  await expect(page.getByRole('heading', { name: 'No server matches “no such server”' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all servers' }).click()
  await expect(switches).toHaveCount(all)
  await expect(rowOf(page, 'filesystem').locator('.touch')).toHaveText('1 folder')
})

test('several are switched on, off and removed at once, with the keyboard alone', async ({ page }) => {
  await goTo(page, 'Servers')
  await expect(page.getByRole('main').getByRole('switch').first()).toBeVisible()
  const all = await page.getByRole('main').getByRole('switch').count()
  await page.locator('a.name').first().focus()
  await page.keyboard.press('Control+a')
  const bar = page.getByRole('group', { name: 'Chosen servers' })
  await expect(bar).toContainText(`${all} chosen`)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Space')
  // Those that need a grant are left off, and each is named with what it needs.
  const left = page.getByRole('status').filter({ hasText: 'servers were left off' })
  await expect(left).toContainText('filesystem needs a folder')
  await expect(page.getByRole('main').getByRole('switch', { checked: true })).toHaveCount(all - 5)
  await left.getByRole('button', { name: 'One by one…' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Switch on fetch')
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on without' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Switch on filesystem')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await left.getByRole('button', { name: 'Leave them off' }).press('Enter')

  await page.getByRole('link', { name: 'data-aggregate', exact: true }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('main').getByRole('switch', { checked: true })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)

  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(bar).toContainText('2 chosen')
  await page.keyboard.press('Delete')
  const ask = page.getByRole('alertdialog', { name: 'Remove 2 servers?' })
  await expect(ask).toContainText('data-aggregate, fetch')
  await expect(ask.getByRole('button', { name: 'Keep them' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(all)
  await page.keyboard.press('Delete')
  await ask.getByRole('button', { name: 'Remove 2 servers' }).press('Enter')
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(all - 2)
})

test('a server that starts slowly counts, and one that does not start says when it is tried again', async ({
  app,
  page,
}) => {
  await installFixture(page, 'slow-start')
  await switchOn(page, 'slow-start')
  await connectClaude(app)
  await goTo(page, 'Servers')
  const row = rowOf(page, 'slow-start')
  const client = await app.connectClient()
  const call = client.call('echo', { text: 'soon' })
  await expect(row).toContainText(/Starting.*[01]\.\d s of at most 10 s/)
  expect(await call).toMatchObject({ text: 'soon' })

  belljar(app, 'limit', 'slow-start', 'start=300ms')
  await page.getByRole('link', { name: 'slow-start', exact: true }).click()
  await page.getByRole('button', { name: 'Restart', exact: true }).click()
  await goTo(page, 'Servers')
  void client.call('echo', { text: 'never' }).catch(() => undefined)
  await expect(row).toContainText(/Waiting.*crash \d of 5, again (in \d+ s|now)/, { timeout: 20_000 })
  await show(page, 'Trouble').click()
  await expect(row).toBeVisible()
})

test('a server whose file is gone says so, and works again when it is back', async ({ app, page }) => {
  await installFixture(page)
  const { data } = JSON.parse(readFileSync(path.join(app.home, 'servers.json'), 'utf8')) as {
    data: { servers: { id: string; hash: string }[] }
  }
  const hash = data.servers.find(({ id }) => id === 'fixture-server')?.hash ?? ''
  rmSync(path.join(app.home, 'wasm', `${hash}.wasm`))
  await app.running.reopen()
  await goTo(page, 'Servers')
  const row = rowOf(page, 'fixture-server')
  await expect(row).toContainText('Its wasm file is missing.')
  await row.getByRole('link', { name: 'unusable' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('Remove it, then install it again from its .wasm file.')
})

test('a file that is dropped is looked at; a folder, several files and others are answered', async ({ app, page }) => {
  await goTo(page, 'Servers')
  const cdp = await page.context().newCDPSession(page)
  const drop = async (...files: string[]) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', {
        ...{ type, x: 640, y: 600 },
        data: { items: [], files, dragOperationsMask: 1 },
      })
  }
  const refused = page.getByRole('main').getByRole('alert')
  await drop(app.folder)
  await expect(refused).toContainText('This is a folder, and a server is one file.')
  await drop(fixtureWasm('fixture-server'), fixtureWasm('chatty'))
  await expect(refused).toContainText('2 files were dropped at once')
  await drop(path.join(app.home, 'servers.json'))
  await expect(page.getByRole('heading', { name: 'servers.json cannot be installed' })).toBeVisible()
  await drop(fixtureWasm('fixture-server'))
  await expect(page.getByRole('heading', { name: 'It will get nothing' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('fixture-server.wasm')
  expect(await violations(page)).toEqual([])
})
