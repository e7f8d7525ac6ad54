import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type App } from './app.ts'
import { violations } from './axe.ts'
import { belljar } from './command.ts'
import { root } from './places.ts'
import { chooseFile, connectClaude, goTo, installFixture, switchOn, withFixture } from './steps.ts'
import { withLines } from './with-lines.ts'

const page1 = (page: Page) => page.getByRole('region', { name: 'Trap', exact: true })
const call = (page: Page) => page.getByRole('complementary', { name: 'The call' })

async function openNewest(page: Page, text: string): Promise<void> {
  await goTo(page, 'Traps')
  await page.getByRole('table').getByRole('row').filter({ hasText: text }).first().getByRole('button').click()
  await expect(page1(page)).toBeVisible()
}

/** A server whose frames know their lines, in a file that is here. */
async function withTraced(app: App): Promise<string> {
  const file = path.join(app.folder, 'project', 'src', 'faults.rs')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '// the code\n'.repeat(40))
  await chooseFile(app.page, { name: 'traced.wasm', buffer: withLines(file, 34, 5) })
  await app.page.getByRole('button', { name: /Install with nothing granted/ }).click()
  await expect(app.page.getByRole('heading', { level: 1, name: 'traced', exact: true })).toBeVisible({
    timeout: 60_000,
  })
  await switchOn(app.page, 'traced')
  await connectClaude(app)
  return file
}

test('a trap is one failed call, and the same session goes on', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient('some-desktop')
  expect(await client.call('echo', { text: 'before' })).toMatchObject({ text: 'before' })

  const trapped = await client.call('trap')
  expect(trapped.isError).toBe(true)
  expect(trapped.text.trim().split('\n')).toHaveLength(1)
  expect(trapped.text).toMatch(/fixture-server/)
  expect(await client.call('echo', { text: 'after' })).toMatchObject({ text: 'after', isError: false })

  await openNewest(page, 'trap')
  const trap = page1(page)
  await expect(trap).toContainText('unreachable')
  await expect(trap.getByRole('region', { name: 'Likely causes' })).toContainText('A mistake in the server.')
  await expect(trap.getByRole('region', { name: 'Likely causes' })).toContainText(
    'a missing grant (no denial in this call)',
  )
  await expect(trap.getByRole('table', { name: 'Frames' })).toContainText('inner_fault')
  await expect(trap.getByRole('region', { name: 'Raw text' }).first()).toContainText('wasm backtrace')
  await expect(call(page)).toContainText('some-desktop')
  await expect(call(page)).toContainText('2 calls')
  // It runs behind guards, where wasmtime can write none: that is said instead of a switch.
  await expect(call(page)).toContainText('No core dump is kept.')
  await expect(page.getByRole('switch', { name: 'Keep a core dump' })).toHaveCount(0)
  await call(page).getByRole('button', { name: 'Open in playground' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'fixture-server', exact: true })).toBeVisible()
})

test('twenty traps in a row change nothing for the session', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient()
  for (let i = 0; i < 20; i++) expect(await client.call('trap')).toMatchObject({ isError: true })
  expect(await client.call('echo', { text: 'still here' })).toMatchObject({ text: 'still here', isError: false })

  await goTo(page, 'Servers')
  const row = page.getByRole('row').filter({ hasText: 'fixture-server' })
  await expect(row).toContainText('20 traps')
  await expect(row).toContainText('Running')
})

test('traps are grouped by place, found by text, and walked through by keyboard', async ({ app, page }) => {
  await withFixture(app)
  await goTo(page, 'Traps')
  await expect(page.getByRole('heading', { name: 'No traps' })).toBeVisible()
  const client = await app.connectClient('some-desktop')
  for (const tool of ['trap', 'divide', 'trap', 'trap']) await client.call(tool)
  // They come while the list is open.
  const rows = page.getByRole('table', { name: 'Traps' }).locator('tbody tr')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('3 times')
  await expect(rows.nth(1)).toContainText('divided by zero')
  expect(await violations(page)).toEqual([])

  const search = page.getByRole('searchbox', { name: 'Search traps' })
  await search.fill('divide_by')
  await expect(rows).toHaveCount(1)
  await search.fill('nothing is like this')
  await expect(page.getByRole('heading', { name: 'No trap matches “nothing is like this”' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all traps' }).click()
  await expect(rows).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Servers' }).selectOption('time')
  await expect(page.getByRole('heading', { name: 'No traps' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Servers' }).selectOption('')
  await page.getByRole('combobox', { name: 'Time' }).selectOption('hour')
  await expect(rows).toHaveCount(2)

  await rows.first().getByRole('button').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page1(page)).toContainText('divided by zero')
  await page.keyboard.press('k')
  await expect(page1(page)).toContainText('stopped itself')
  await expect(page1(page).getByRole('region', { name: 'Likely causes' })).toContainText('The same place before')
  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(2)

  await page.goto(`${page.url().split('#')[0]}#/server/fixture-server/traps`)
  await expect(rows).toHaveCount(2)
})

test('a bug report and a command hold no secret, and a line opens where it is', async ({ app, page }) => {
  test.setTimeout(180_000)
  const canary = 'canary-5518-sesame'
  const file = await withTraced(app)
  execFileSync(process.execPath, [path.join(root, 'bin', 'belljar.mjs'), '--home', app.home, 'secret', 'set', 'KEY'], {
    ...{ env: app.env, input: canary, stdio: ['pipe', 'ignore', 'inherit'] },
  })
  belljar(app, 'grant', 'traced', 'secret', 'KEY', '--as', 'TOKEN', '--yes')
  const client = await app.connectClient('some-desktop')
  // What it says right before it traps is taken for its panic.
  await client.call('stderr', { text: `thread 'main' (1) panicked at src/faults.rs:34:5:\nthe key is ${canary}` })
  await client.call('trap', { note: `it's ${canary}` })

  await openNewest(page, 'the key is')
  const trap = page1(page)
  await expect(trap).toContainText('a Rust panic at src/faults.rs:34')
  const own = trap.getByRole('row').filter({ hasText: 'inner_fault' })
  await expect(own).toContainText('the first frame of its own code')
  await expect(own).toContainText(`${file}:34:5`)
  await expect(trap.getByRole('row').filter({ hasText: '_start' })).toHaveCount(0)
  await trap.getByRole('button', { name: /^Show all/ }).click()
  await expect(trap.getByRole('row').filter({ hasText: '_start' })).toHaveCount(1)
  await expect(call(page)).toContainText('[redacted]')
  await expect(call(page)).toContainText('its secret TOKEN')

  await page.keyboard.press('c')
  await expect.poll(() => app.running.copied()).toContain('# traced stopped itself')
  const report = await app.running.copied()
  expect(report).toContain(`${file}:34:5`)
  expect(report).toContain('[redacted]')

  // The panes scroll, never the page.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0)
  await trap.getByRole('button', { name: 'Copy as wasmtime run' }).click()
  await expect(trap.getByRole('region', { name: 'Command' })).toContainText('wasmtime run')
  await expect.poll(() => app.running.copied()).toContain('wasmtime run')
  const command = await app.running.copied()
  expect(command).toContain('--env TOKEN')
  await expect(trap).toContainText('Set the variable TOKEN before')
  expect(`${report}${command}${await page.content()}`).not.toContain(canary)
  expect(await violations(page)).toEqual([])

  await own.getByRole('button', { name: `${file}:34:5` }).click()
  await expect.poll(() => app.running.copied()).toBe(`${file}:34`)
  belljar(app, 'settings', 'editor', 'vscode')
  const link = own.getByRole('link', { name: `${file}:34:5` })
  await expect(link).toHaveAttribute('href', `vscode://file${encodeURI(file)}:34:5`)

  const { output } = told(app, 'trap', '--reproduce')
  expect(output).toContain('--env TOKEN')
  expect(told(app, 'trap', '--report').output).toContain('[redacted]')
  expect(told(app, 'trap').output).toContain('A mistake in the server.')
})

/** What the command line says of the newest trap. */
function told(app: App, ...words: [string, ...string[]]): { output: string } {
  const [{ id }] = JSON.parse(belljar(app, 'traps', '--limit', '1', '--json')) as [{ id: string }]
  return { output: belljar(app, words[0], id, ...words.slice(1)) }
}

test('core dumps are kept when asked for, and end with the first secret', async ({ app, page }) => {
  await installFixture(page, 'fixture-server-p1')
  await switchOn(page, 'fixture-server-p1')
  await connectClaude(app)
  const client = await app.connectClient()
  const folder = path.join(app.home, 'dumps')
  await client.call('trap')
  await openNewest(page, 'unreachable')
  const keep = page.getByRole('switch', { name: 'Keep a core dump' })
  await expect(keep).not.toBeChecked()
  await keep.click()
  await expect(keep).toBeChecked()
  expect(existsSync(folder)).toBe(false)
  const restart = page.getByRole('button', { name: 'Restart it now' })
  if (await restart.isVisible()) await restart.click()
  await expect(async () => {
    await client.call('trap')
    expect(readdirSync(folder)).toHaveLength(1)
  }).toPass()
  const [name = ''] = readdirSync(folder)
  const dump = path.join(folder, name)
  await expect.poll(() => statSync(dump).mode & 0o777).toBe(0o600)
  expect(readFileSync(dump).subarray(0, 4).toString('latin1')).toBe('\0asm')

  await openNewest(page, 'unreachable')
  await expect(call(page)).toContainText('Core dump of this trap')
  await expect(call(page)).toContainText(dump)
  expect(await violations(page)).toEqual([])
  const tool = page.getByRole('switch', { name: 'trap stays on' })
  await tool.click()
  await expect(tool).not.toBeChecked()
  await tool.click()
  await expect(tool).toBeChecked()

  belljar(app, 'grant', 'fixture-server-p1', 'env', 'API_TOKEN=x', '--yes')
  await page.reload()
  await expect(call(page)).toContainText('its secret API_TOKEN')
  await expect(keep).toHaveCount(0)
  belljar(app, 'remove', 'fixture-server-p1')
  await expect.poll(() => readdirSync(folder)).toEqual([])
})
