import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { goTo, installFixture, withFixture } from './steps.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const hostile =
  '\u001b[1;31mred\u001b[0m \u001b[2Kcleared invoice\u202egpj.exe zero\u200bwidth bell\u0007 <img src=x onerror=alert(1)>'

const box = (page: Page) => page.getByRole('listbox', { name: 'Log lines' })
const lines = (page: Page) => box(page).getByRole('option')
const dock = (page: Page) => page.locator('.dock')

/** The files that the page writes, as text: kept where a download would take them, the same in a tab and in a window. */
async function savedText(page: Page, save: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker')
    const kept = window as unknown as { saved?: Promise<string> }
    const make = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      kept.saved = blob.text()
      return make(blob)
    }
    HTMLAnchorElement.prototype.click = () => undefined
  })
  await save()
  await expect(page.getByText(/^\d[\d,]* lines? exported\.$/).last()).toBeVisible()
  return page.evaluate(() => (window as unknown as { saved: Promise<string> }).saved)
}

async function clean(page: Page): Promise<void> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> }
    }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
  })
  expect(found).toEqual([])
}

test('lines are found by text, level, source, server and time, and the address says which', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient()
  await client.call('stderr', { text: 'INFO nothing to see', times: 40 })
  await client.call('stderr', { text: 'ERROR the needle broke', times: 1 })
  await client.call('noise', { lines: 2 })
  await goTo(page, 'Logs')
  await expect(lines(page).filter({ hasText: 'noise' })).toHaveCount(2)

  await page.keyboard.press('/')
  await page.keyboard.type('NEEDLE')
  await expect(lines(page)).toHaveCount(1)
  await expect(lines(page).locator('mark')).toHaveText('needle')
  await expect(page.getByText('1 hit', { exact: true })).toBeVisible()
  expect(page.url()).toContain('find=NEEDLE')
  await page.keyboard.press('Escape')
  await expect(lines(page).filter({ hasText: 'nothing to see' }).first()).toBeVisible()

  await page
    .getByRole('group', { name: 'Level' })
    .getByRole('button', { name: /^Errors/ })
    .click()
  await expect(lines(page)).toHaveCount(1)
  await expect(lines(page).first()).toContainText('the needle broke')
  await page.getByRole('button', { name: 'Clear filters' }).click()

  await page.getByLabel('Source').selectOption('stdout')
  await expect(lines(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Clear filters' }).click()

  await page.getByLabel('Servers').selectOption('time')
  await expect(page.getByText('time has written nothing')).toBeVisible()
  await page.getByLabel('Servers').selectOption('fixture-server')
  await page.getByLabel('Time').selectOption({ label: 'Last 5 min' })
  await expect(lines(page).filter({ hasText: 'noise' })).toHaveCount(2)
  await page.getByLabel('Time').selectOption({ label: 'From, to' })
  await page.getByLabel('to', { exact: true }).fill('2020-01-01T00:00:00')
  await expect(page.getByText('No such lines')).toBeVisible()
})

test('while it is paused nothing moves and what waits is counted', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient()
  await client.call('stderr', { text: 'before', times: 100 })
  await goTo(page, 'Logs')
  await expect(lines(page).filter({ hasText: 'before' }).last()).toBeVisible()
  await box(page).focus()
  await page.keyboard.press('f')
  await expect(dock(page)).toContainText('Paused')
  const seen = () =>
    lines(page).evaluateAll((rows) => rows.map((row) => `${row.id} ${row.getBoundingClientRect().top}`))
  const before = await seen()
  await client.call('stderr', { text: 'INFO while paused', times: 2500 })
  await expect(dock(page)).toContainText('2,500 newer')
  expect(await seen()).toEqual(before)
  await page.keyboard.press('f')
  await expect(lines(page).last()).toContainText('while paused')
  await expect(dock(page)).toHaveText('')

  // Also of what is filtered, where only the host knows how many.
  await page.getByRole('searchbox').fill('rare')
  await expect(page.getByText('No line contains “rare”')).toBeVisible()
  await client.call('stderr', { text: 'a rare one', times: 3 })
  await expect(lines(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Follow' }).click()
  await client.call('stderr', { text: 'INFO ordinary', times: 1000 })
  await client.call('stderr', { text: 'a rare one', times: 4 })
  await expect(dock(page)).toContainText('Paused, 4 newer')
  await expect(lines(page)).toHaveCount(3)
})

test('what a server prints is only ever text, and colours are shown', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient()
  await client.call('stderr', { text: hostile })
  await goTo(page, 'Logs')
  const line = lines(page).filter({ hasText: 'invoice' })
  await expect(line.locator('.sgr-red')).toHaveText('red')
  await expect(line.locator('.hidden-char')).toHaveText(['ESC[2K', 'U+202E', 'U+200B', 'U+0007'])
  await expect(line.locator('img')).toHaveCount(0)
  await expect(line).toContainText('<img src=x onerror=alert(1)>')
  await clean(page)
  await line.dblclick()
  const detail = page.getByRole('complementary', { name: 'Line' })
  await expect(detail.locator('.hidden-char').first()).toHaveText('ESC[1;31m')
  await expect(detail.getByRole('link', { name: 'stderr' })).toBeVisible()
  await clean(page)
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)
})

test('lines are selected, copied, opened and wrapped with keys alone', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient()
  for (const name of ['one', 'two', 'three']) await client.call('stderr', { text: `${name} ${'long '.repeat(80)}` })
  await page.keyboard.press('Control+3')
  await expect(lines(page).filter({ hasText: 'three' })).toBeVisible()
  await tabTo(page, box(page))
  const high = () =>
    lines(page)
      .last()
      .evaluate((row) => row.getBoundingClientRect().height)
  expect(await high()).toBe(22)
  await page.keyboard.press('w')
  await expect.poll(high).toBeGreaterThan(40)
  await page.keyboard.press('w')

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+K')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(dock(page)).toContainText('3 lines selected')
  const chosen = await box(page).locator('[aria-selected=true] .text').allInnerTexts()
  expect(chosen).toHaveLength(3)
  await page.keyboard.press('Control+c')
  await expect(page.getByText('3 lines copied.')).toBeVisible()
  const copied = (await app.running.copied()).split('\n')
  expect(copied).toHaveLength(3)
  for (const [index, text] of copied.entries()) expect(text).toContain((chosen[index] ?? 'nothing').slice(0, 40))

  await page.keyboard.press('Enter')
  const detail = page.getByRole('complementary', { name: 'Line' })
  await expect(detail).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)
  await expect(box(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dock(page)).not.toContainText('selected')
})

test('every line is exported once, in both forms, and a long log is read from its start', async ({ app, page }) => {
  test.setTimeout(300_000)
  await withFixture(app)
  const client = await app.connectClient()
  await client.call('stderr', { text: 'INFO to be saved', times: 6000 })
  await client.call('stderr', { text: 'not this', times: 5 })
  await goTo(page, 'Logs')
  await page.getByRole('searchbox').fill('to be saved')
  await expect(page.getByText('6,000 hits')).toBeVisible()
  const save = (name: RegExp) => async () => {
    await page.getByRole('button', { name: 'Export…' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  const rows = (await savedText(page, save(/^NDJSON/))).trimEnd().split('\n')
  const found = rows.map((row) => JSON.parse(row) as { seq: number; text: string })
  expect(found).toHaveLength(6000)
  expect(found.every(({ text }) => text === 'INFO to be saved')).toBe(true)
  expect(found.every(({ seq }, index) => index === 0 || seq > (found[index - 1]?.seq ?? 0))).toBe(true)
  await expect(page.getByText('6,000 lines exported.')).toHaveCount(0)
  const text = (await savedText(page, save(/^Text/))).trimEnd().split('\n')
  expect(text).toHaveLength(6000)
  expect(text[0]).toMatch(/^\d{4}-.*Z info fixture-server stderr INFO to be saved$/)

  await box(page).focus()
  await page.keyboard.press('Home')
  await expect(page.locator(`#line-${found[0]?.seq}`)).toBeVisible()
  const read = await readDown(page, 6000)
  expect(read.sort()).toEqual(found.map(({ seq }) => `line-${seq}`).sort())
})

test('an address shows the errors of a server around a moment, and a removed server is said', async ({ app, page }) => {
  await installFixture(page)
  await page.evaluate(() => (location.hash = '#/logs?server=nobody&level=errors&at=1'))
  await expect(page.getByText('No such lines')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(page.getByText('There is no server nobody')).toBeVisible()
  await clean(page)
  await page.getByRole('button', { name: 'Show all servers' }).click()
  await expect(page.getByText('There is no server nobody')).toHaveCount(0)
  expect(app.page.url()).not.toContain('nobody')
})

/** Scrolls a page at a time and sees each drawn; the ids of all lines that were seen. */
function readDown(page: Page, wanted: number): Promise<string[]> {
  return box(page).evaluate(async (element, most) => {
    const read = new Set<string>()
    let fresh = 0
    for (let turn = 0; read.size < most && turn - fresh < 100; turn++) {
      const before = read.size
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
      for (const { id } of element.querySelectorAll('[role=option]')) read.add(id)
      if (read.size > before) fresh = turn
      element.scrollTop += element.clientHeight * 0.9
    }
    return [...read]
  }, wanted)
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('It cannot be reached with Tab.')
}
