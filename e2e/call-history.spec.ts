import type { Page } from '@playwright/test'
import { expect, test, type App } from './app.ts'
import { violations } from './axe.ts'
import type { TestClient } from './client.ts'
import { goTo, withFixture } from './steps.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Calls' })
const rows = (page: Page) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button') })
const detail = (page: Page) => page.getByRole('complementary', { name: 'Call' })
const segment = (page: Page, name: RegExp) => page.getByRole('group', { name: 'Outcome' }).getByRole('button', { name })

/** Six calls of two clients: four answered, one that took long among them, one tool error, one trap. */
async function withCalls(app: App): Promise<TestClient> {
  await withFixture(app)
  const [first, second] = [await app.connectClient('first-client'), await app.connectClient('second-client')]
  await first.call('echo', { text: 'one needle here' })
  await first.call('sleep', { ms: 1100 })
  await first.call('tool-error')
  await first.call('trap')
  await second.call('memory', { mb: 230 })
  await second.call('echo', { text: 'last' })
  await goTo(app.page, 'Calls')
  await expect(rows(app.page)).toHaveCount(6)
  return first
}

test('calls are filtered by text in arguments and results, outcome, client and tool', async ({ app, page }) => {
  await withCalls(app)
  await expect(rows(page).first()).toContainText('last')
  const search = page.getByRole('searchbox', { name: 'Search calls' })
  await search.fill('NEEDLE')
  await expect(rows(page)).toHaveCount(1)
  await search.fill('nowhere to be found')
  await expect(page.getByRole('heading', { name: /No call matches/ })).toBeVisible()
  await page.getByRole('button', { name: 'Show all calls of this time' }).click()
  await expect(rows(page)).toHaveCount(6)

  await expect(segment(page, /^Errors/)).toHaveText('Errors 2')
  await segment(page, /^Errors/).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first()).toContainText('Trapped')
  await segment(page, /^Slow/).click()
  await expect(rows(page).filter({ hasText: 'sleep' })).toHaveCount(1)
  await segment(page, /^All/).click()

  await page.getByRole('combobox', { name: 'Client' }).selectOption('second-client')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Client' }).selectOption('')
  await page.getByRole('combobox', { name: 'Tool' }).selectOption('echo')
  await expect(rows(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Time' }).selectOption('Today')
  await expect(rows(page)).toHaveCount(2)
})

test('the plot has the numbers of the calls, its marks open their call, and a table says the same', async ({
  app,
  page,
}) => {
  await withCalls(app)
  const plot = page.getByRole('slider', { name: /^Latency, 6 calls/ })
  await expect(plot).toBeVisible()
  await expect(plot).toHaveAccessibleName(/2 failed/)
  await plot.focus()
  // The minute may have turned while it was called.
  const said = async () => (await plot.getAttribute('aria-valuetext')) ?? ''
  const counted = async () => Number(/(\d+) call/.exec(await said())?.[1] ?? 0)
  let sum = await counted()
  for (let back = 0; back < 3; back++) {
    await plot.press('ArrowLeft')
    sum += await counted()
  }
  expect(sum).toBe(6)
  await plot.press('Home')
  expect(await said()).toMatch(/^\d\d:\d\d, 0 calls$/)

  await page.getByRole('button', { name: /^Trapped at/ }).click()
  await expect(detail(page)).toContainText('Trapped')
  await expect(detail(page).getByRole('link', { name: 'Show the trap' })).toBeVisible()

  await page.getByRole('group', { name: 'Plot' }).getByRole('button', { name: 'Tools' }).click()
  const echo = page.getByRole('table', { name: 'Tools' }).getByRole('row').filter({ hasText: 'echo' })
  await expect(echo.getByRole('cell').nth(1)).toHaveText('2')
  await page.getByRole('group', { name: 'Plot' }).getByRole('button', { name: 'Timeline' }).click()
  await expect(
    page.getByRole('region', { name: /^Timeline of the last 5 minutes: 6 calls, .+ \d, .+ \d$/ }),
  ).toBeVisible()
})

test('one call says where its time went, what memory it took and how it compares', async ({ app, page }) => {
  await withCalls(app)
  await rows(page).filter({ hasText: 'sleep' }).getByRole('button').click()
  const time = detail(page).getByRole('group', { name: 'Time' })
  await expect(time.getByRole('heading')).toHaveText(/^1\.\d+ s$/)
  await expect(time).toContainText(/Ran1\.\d+ s/)
  await expect(detail(page)).toContainText('was running')
  await detail(page).getByRole('button', { name: 'Close' }).click()
  await rows(page).filter({ hasText: 'needle' }).getByRole('button').click()
  await expect(detail(page)).toContainText('started for this call')

  if (process.platform === 'linux') {
    const hungry = rows(page).filter({ has: page.getByRole('button', { name: 'memory', exact: true }) })
    await expect(hungry).toContainText('Close to its memory limit')
    await hungry.getByRole('button').click()
    const memory = detail(page).getByRole('meter', { name: 'Memory' })
    await expect(memory).toHaveAttribute('aria-valuetext', /^2\d\d MB of 256 MB$/)
    await expect(detail(page)).toContainText('Close to the limit.')
  }
  expect(await violations(page)).toEqual([])
})

test('new calls wait while one is read', async ({ app, page }) => {
  const client = await withCalls(app)
  await rows(page).nth(2).getByRole('button').click()
  await expect(detail(page)).toBeVisible()
  const before = await rows(page).first().textContent()
  await client.call('echo', { text: 'newer one' })
  await client.call('echo', { text: 'newer two' })
  const newer = page.getByRole('button', { name: '2 newer' })
  await expect(newer).toBeVisible()
  expect(await rows(page).first().textContent()).toBe(before)
  await newer.click()
  await expect(rows(page)).toHaveCount(8)
  await detail(page).getByRole('button', { name: 'Close' }).click()
})

test('calls are read with the keyboard alone, and opened in the playground', async ({ app, page }) => {
  await withCalls(app)
  await page.keyboard.press('/')
  await page.keyboard.type('echo')
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(rows(page)).toHaveCount(6)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(detail(page).getByRole('region', { name: 'Arguments' }).first()).toContainText('last')
  await page.keyboard.press('j')
  await expect(detail(page).getByRole('heading', { level: 2 })).toHaveText('memory')
  await page.keyboard.press('k')
  await expect(detail(page).getByRole('heading', { level: 2 })).toHaveText('echo')
  await page.keyboard.press('Escape')
  await expect(detail(page)).toHaveCount(0)
  await expect(rows(page).first().getByRole('button')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(detail(page)).toBeVisible()
  await page.keyboard.press('p')
  await expect(page.getByRole('heading', { level: 1, name: 'fixture-server' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('echo')
})

test('the calls of one server are in its tab', async ({ app, page }) => {
  await withCalls(app)
  await goTo(page, 'Servers')
  await page.getByRole('link', { name: 'fixture-server', exact: true }).click()
  await page.getByRole('tab', { name: /^Calls/ }).click()
  await expect(rows(page)).toHaveCount(6)
  await expect(page.getByRole('slider', { name: /^Latency, 6 calls/ })).toBeVisible()
  expect(await violations(page)).toEqual([])
})
