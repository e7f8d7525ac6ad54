import { expect, test, type App } from './app.ts'
import { violations } from './axe.ts'
import { asForm, asJson, editor, openTool, playground, result, run } from './playground-steps.ts'
import { installFixture, withFixture } from './steps.ts'

test.setTimeout(120_000)

test('form and JSON show one value, a mistake loses nothing, and every digit reaches the server', async ({ page }) => {
  await openTool(page, 'data-aggregate', 'aggregate_list')
  await page.getByRole('button', { name: 'Add an item to items' }).click()
  const json = await asJson(page)
  await json.fill('{\n  "items": [{"n": 9007199254740993}, {"n": 9007199254740994}]\n  "sum_fields": ["n"]\n}')
  await expect(playground(page)).toContainText('Line 3, column 3: a comma is missing.')
  await asForm(page)
  await expect(json).toHaveValue(/9007199254740993/)
  await json.fill(
    '{"items": [{"n": 9007199254740993}, {"n": 9007199254740994}], "sum_fields": ["n"], "group_by": null}',
  )
  await asForm(page)
  await expect(page.getByRole('combobox', { name: 'group_by, kind' })).toHaveValue('1')
  await expect(page.getByRole('textbox', { name: 'sum_fields 1' })).toHaveValue('n')
  await asJson(page)
  await expect(editor(page)).toHaveValue(/9007199254740993/)
  await run(page)
  await expect(result(page)).toContainText('18014398509481987', { timeout: 60_000 })
})

test('problems stand at their fields, Run goes to the first, and a person may run nevertheless', async ({ page }) => {
  await openTool(page, 'filesystem', 'edit_file')
  await page.getByRole('button', { name: 'Add an item to edits' }).click()
  await expect(page.getByText(/problem/)).toHaveCount(0)
  await run(page)
  await expect(page.locator('.playground [data-at="/path"]')).toContainText('It is required and missing.')
  await expect(page.getByRole('textbox', { name: /^path/ })).toBeFocused()
  await page.keyboard.type('/a')
  await expect(page.getByRole('status').filter({ hasText: 'problem' })).toHaveText('2 problems')
  await expect(page.locator('[data-at="/edits/0/oldText"]')).toContainText('It is required')
  await page.getByRole('button', { name: 'Run', exact: false }).and(page.locator('.first')).click()
  await expect(page.locator('[data-at="/edits/0/oldText"] textarea')).toBeFocused()
  await page.getByRole('button', { name: 'Run anyway' }).click()
  await expect(page.getByRole('button', { name: 'Copy result' })).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.result')).toContainText(/error/i)
})

test('progress is shown, a call can be cancelled, and its record says so', async ({ page }) => {
  await installFixture(page)
  await openTool(page, 'fixture-server', 'progress')
  await page.getByRole('textbox', { name: 'steps' }).fill('600')
  await page.getByRole('textbox', { name: 'ms' }).fill('50')
  await run(page)
  await expect(page.getByRole('progressbar')).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.run-progress')).toContainText(/of 600/)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(page.locator('.result').getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 10_000 })
  await page.getByRole('link', { name: 'Show the call' }).click()
  await expect(page.getByRole('complementary', { name: 'Call' })).toContainText('Cancelled')
})

test('results are shown as what they are, and nothing in them acts', async ({ app, page }) => {
  await installFixture(page)
  await openTool(page, 'fixture-server', 'echo')
  const text =
    '# Title\n\n[good](https://example.com/) [bad](javascript:alert(1)) ![far](https://example.com/x.png)\n\n<b>raw</b>'
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.getByRole('textbox', { name: /^text/ }).fill(text)
  await run(page)
  const shown = result(page)
  await expect(shown.getByRole('heading', { name: 'Title' })).toBeVisible({ timeout: 60_000 })
  await expect(shown.getByRole('link')).toHaveCount(1)
  await expect(shown.getByRole('link', { name: 'good' })).toHaveAttribute('href', 'https://example.com/')
  await expect(shown.locator('img')).toHaveCount(0)
  await page.getByRole('button', { name: 'Tree' }).click()
  await expect(page.getByRole('tree')).toContainText('text:')
  await page.getByRole('button', { name: 'Raw' }).click()
  await expect(result(page)).toContainText('structuredContent')
  expect(requests.filter((url) => url.includes('example.com'))).toEqual([])

  await openTool(page, 'fixture-server', 'big')
  await page.getByRole('textbox', { name: 'bytes' }).fill('10000000')
  await run(page)
  await expect(result(page)).toContainText('cut here', { timeout: 60_000 })
  expect(await savedAs(app, () => page.getByRole('button', { name: 'Save…' }).click())).toBe('result.txt')
})

/** The name under which the page saves something. In the window the system would ask where to; there nothing is written. */
async function savedAs({ running: { page, electron } }: App, act: () => Promise<void>): Promise<string> {
  if (!electron) {
    const [download] = await Promise.all([page.waitForEvent('download'), act()])
    return download.suggestedFilename()
  }
  const name = electron.evaluate(
    ({ session }) =>
      new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (event, item) => {
          event.preventDefault()
          resolve(item.getFilename())
        })
      }),
  )
  await act()
  return name
}

test('arguments come back from history, and the call is copied for others', async ({ app, page }) => {
  await openTool(page, 'time', 'get_current_time')
  await page.getByRole('textbox', { name: /^timezone/ }).fill('Asia/Tokyo')
  await run(page)
  await expect(result(page)).toContainText('Asia/Tokyo', { timeout: 60_000 })
  await page.getByRole('textbox', { name: /^timezone/ }).fill("it's else")
  await page.getByRole('button', { name: 'Copy as client call' }).click()
  await page.getByRole('menuitem', { name: 'Command for the shell' }).click()
  await expect
    .poll(() => app.running.copied())
    .toMatch(/^belljar call time get_current_time --args '\{.*it'\\''s else.*\}'$/)
  await page.getByRole('button', { name: 'From history' }).click()
  await page.getByRole('menuitem').filter({ hasText: 'Asia/Tokyo' }).click()
  await expect(page.getByRole('textbox', { name: /^timezone/ })).toHaveValue('Asia/Tokyo')
})

test('a tool that was renamed is called by its new name only, and its description is what clients read', async ({
  app,
  page,
}) => {
  await withFixture(app)
  const client = await app.connectClient()
  expect(await client.tools()).toContain('echo')
  await openTool(page, 'fixture-server', 'echo')
  await page.getByRole('button', { name: 'Rename…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('state')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog.getByRole('alert')).toContainText('The tool state of fixture-server has the name state already.')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('say_it')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'say_it' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'say_it was echo' })).toBeVisible()
  await expect.poll(() => client.changes).toBeGreaterThan(0)
  const tools = await client.tools()
  expect(tools).toContain('say_it')
  expect(tools).not.toContain('echo')
  expect((await client.call('say_it', { text: 'by its new name' })).text).toBe('by its new name')
  await expect(client.call('echo', { text: 'x' })).rejects.toThrow(/not found/)
})

for (const scheme of ['light', 'dark'] as const)
  test(`the playground is accessible in ${scheme}, also in a small window, and works by keyboard`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await installFixture(page)
    await openTool(page, 'filesystem', 'edit_file')
    await page.getByRole('button', { name: 'Add an item to edits' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await run(page)
    await expect(page.getByRole('textbox', { name: /^path/ })).toBeFocused()
    expect(await violations(page)).toEqual([])
    await openTool(page, 'data-aggregate', 'aggregate_list')
    await page.getByRole('button', { name: 'Schema', exact: true }).press('Enter')
    await expect(page.getByRole('region', { name: 'Schema of the arguments' })).toBeVisible()
    expect(await violations(page)).toEqual([])
    await openTool(page, 'fixture-server', 'echo')
    await page.getByRole('textbox', { name: /^text/ }).fill('# A title\n\n- one\n- two')
    await run(page)
    await expect(result(page).getByRole('heading', { name: 'A title' })).toBeVisible({ timeout: 60_000 })
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Tree' }).press('Enter')
    await expect(page.getByRole('tree')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 900, height: 600 })
    await expect(page.getByRole('button', { name: /^Run/ }).and(page.locator('.first'))).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
