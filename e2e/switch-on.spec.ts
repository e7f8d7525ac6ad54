import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type App } from './app.ts'
import { allow, grantForm, openGrants } from './grant-steps.ts'
import { connectClaude, goTo } from './steps.ts'

const grantIt = 'Grant and switch on'

function ownSwitch(page: Page, name: string) {
  return page.getByRole('main').getByRole('switch', { name, exact: true })
}

async function press(page: Page, name: string): Promise<void> {
  await goTo(page, 'Servers')
  await ownSwitch(page, name).click()
}

function notesIn(app: App): string {
  const folder = path.join(app.folder, 'notes')
  mkdirSync(path.join(folder, 'drafts'), { recursive: true })
  writeFileSync(path.join(folder, 'a.txt'), 'a note')
  return folder
}

/** Answers until the test is over. */
async function serve(answer: (path: string, headers: Record<string, unknown>) => { type: string; body: string }) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { type, body } = answer(request.url ?? '', request.headers)
      response.writeHead(200, { 'content-type': type }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => server.close() }
}

/** Files of the data directory in which the text occurs as it is. */
function filesWith(app: App, text: string): string[] {
  const files = readdirSync(app.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text))
}

test('filesystem gets a folder as it is switched on, and a client lists it', async ({ app, page }) => {
  const folder = notesIn(app)
  await press(page, 'filesystem')
  const form = grantForm(page)
  await expect(form.getByRole('heading', { name: 'Switch on filesystem' })).toBeVisible()
  if (app.running.electron) await form.getByLabel('Folder', { exact: true }).fill('~/notes')
  else {
    await form.getByRole('button', { name: 'Choose…' }).click()
    const browser = form.getByRole('group', { name: 'Choose a folder' })
    await browser.getByRole('button', { name: 'notes' }).click()
    await expect(browser.getByRole('status')).toHaveText('~/notes')
    await browser.getByRole('button', { name: 'Use this folder' }).click()
    await expect(form.getByLabel('Folder', { exact: true })).toHaveValue(folder)
  }
  await expect(form.getByRole('button', { name: 'Read and change' })).toHaveAttribute('aria-pressed', 'true')
  await expect(form.getByRole('status')).toContainText('It may read and change ~/notes and everything in it.')
  await allow(page, grantIt)
  await expect(ownSwitch(page, 'filesystem')).toBeChecked()

  await connectClaude(app)
  const client = await app.connectClient()
  await expect.poll(() => client.tools(), { timeout: 30_000 }).toContain('list_directory')
  const listed = await client.call('list_directory', { path: folder })
  expect(listed).toMatchObject({ isError: false })
  expect(listed.text).toContain('a.txt')
  expect(listed.text).toContain('drafts')
  // No need is left over that anybody would be reminded of.
  await expect(page.getByRole('link', { name: /needs grants/ })).toHaveCount(0)
})

test('a mistake stands at its field, nothing of it is granted and nothing that was typed is lost', async ({
  app,
  page,
}) => {
  notesIn(app)
  await press(page, 'git')
  const form = grantForm(page)
  const field = form.getByLabel('Folder', { exact: true })
  await form.getByRole('button', { name: grantIt }).click()
  await expect(form.getByRole('alert')).toContainText('Write the path of a folder')
  await expect(field).toBeFocused()
  await field.fill('~/nowhere')
  await expect(form.getByRole('alert')).toContainText('There is no folder')
  await form.getByRole('button', { name: grantIt }).click()
  await expect(field).toHaveValue('~/nowhere')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  // Each may be granted, both may not: only the host sees that, when it is done.
  await field.fill('~/notes')
  await form.getByRole('button', { name: 'Another folder' }).click()
  await form.getByLabel('Folder 2', { exact: true }).fill('~/notes/drafts')
  await form
    .getByRole('group', { name: 'What it may do in folder 2' })
    .getByRole('button', { name: 'Read', exact: true })
    .click()
  await form.getByRole('button', { name: grantIt }).click()
  await expect(form.getByLabel('Folder 2', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveValue('~/notes')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await expect(form).toHaveCount(0)
  await expect(ownSwitch(page, 'git')).not.toBeChecked()
  const row = page.getByRole('table', { name: 'Servers' }).getByRole('row').filter({ hasText: 'git' })
  await expect(row).toContainText('nothing')
  await expect(row).toContainText('needs a folder')
})

test('it is switched on without, or with less, by keys alone', async ({ app, page }) => {
  notesIn(app)
  await goTo(page, 'Servers')
  const row = page.getByRole('main').getByRole('link', { name: 'filesystem', exact: true })
  const form = grantForm(page)
  await row.focus()
  await page.keyboard.press('Space')
  await expect(form.getByLabel('Folder', { exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await expect(row).toBeFocused()
  await expect(ownSwitch(page, 'filesystem')).not.toBeChecked()

  await page.keyboard.press('Space')
  await expect(form.getByLabel('Folder', { exact: true })).toBeFocused()
  await page.keyboard.type('~/notes')
  const read = form.getByRole('button', { name: 'Read', exact: true })
  for (let i = 0; i < 5 && !(await read.evaluate((each) => each === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(form.getByRole('status')).toContainText('It may read ~/notes and everything in it.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(form).toHaveCount(0)
  await expect(row).toBeFocused()
  await expect(ownSwitch(page, 'filesystem')).toBeChecked()
  // Less than was asked for is an answer: nobody is asked again.
  await page.keyboard.press('Space')
  await expect(ownSwitch(page, 'filesystem')).not.toBeChecked()
  await page.keyboard.press('Space')
  await expect(ownSwitch(page, 'filesystem')).toBeChecked()
  await expect(form).toHaveCount(0)

  await ownSwitch(page, 'image-resize').click()
  await form.getByRole('button', { name: 'Switch on without' }).click()
  await expect(ownSwitch(page, 'image-resize')).toBeChecked()
  await page.getByRole('main').getByRole('link', { name: 'image-resize', exact: true }).click()
  await page.getByRole('tab', { name: /^Grants/ }).click()
  const box = page.getByRole('region', { name: 'What it needs' })
  await expect(box).toContainText('a folder to read')
  await box.getByRole('button', { name: 'Give it…' }).click()
  await form.getByLabel('Folder', { exact: true }).fill('~/notes')
  await allow(page, 'Grant')
  await expect(box).toHaveCount(0)
})

test('what needs nothing is switched on at once', async ({ page }) => {
  for (const name of ['time', 'data-aggregate', 'sequential-thinking', 'log-parser']) {
    await press(page, name)
    await expect(ownSwitch(page, name)).toBeChecked()
    await expect(grantForm(page)).toHaveCount(0)
  }
})

test('fetch reaches the sites that were named, and no other', async ({ app, page }) => {
  const site = await serve(() => ({ type: 'text/html', body: '<h1>Hello</h1><p>from a test</p>' }))
  const other = await serve(() => ({ type: 'text/html', body: '<p>never to be seen</p>' }))
  try {
    await press(page, 'fetch')
    const form = grantForm(page)
    await expect(form.getByRole('button', { name: 'Only these sites' })).toHaveAttribute('aria-pressed', 'true')
    await form.getByRole('button', { name: 'Any public site' }).click()
    await expect(form.getByRole('status')).toContainText('ANY public address')
    await form.getByRole('button', { name: 'Only these sites' }).click()
    await form.getByLabel('Sites', { exact: true }).fill(`not a host!\nhttp://localhost:${site.port}/page`)
    await expect(form.getByRole('alert')).toContainText('"host!" is not the name')
    await form.getByLabel('Sites', { exact: true }).fill(`http://localhost:${site.port}/page`)
    await expect(form.getByRole('status')).toContainText(`http://localhost:${site.port}.`)
    await allow(page, grantIt)
    await expect(ownSwitch(page, 'fetch')).toBeChecked()

    await connectClaude(app)
    const client = await app.connectClient()
    await expect.poll(() => client.tools(), { timeout: 30_000 }).toEqual(['fetch'])
    const found = await client.call('fetch', { url: `http://localhost:${site.port}/page` })
    expect(found).toMatchObject({ isError: false })
    expect(found.text).toContain('from a test')
    const denied = await client.call('fetch', { url: `http://localhost:${other.port}/` })
    expect(denied).toMatchObject({ isError: true })
    expect(denied.text).not.toContain('never to be seen')
  } finally {
    site.close()
    other.close()
  }
})

test('summarize gets its key, which is nowhere to be read', async ({ app, page }) => {
  const key = 'sk-canary-0123456789'
  const asked: unknown[] = []
  const model = await serve((_path, headers) => {
    asked.push(headers['authorization'])
    const answer = {
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'In short.' } }],
    }
    return { type: 'application/json', body: JSON.stringify(answer) }
  })
  try {
    await press(page, 'summarize')
    const form = grantForm(page)
    // What is typed for one alternative is there when somebody comes back to it.
    await form.getByLabel('The secret').fill(key)
    await form.getByRole('button', { name: 'Upstage' }).click()
    await expect(form.getByLabel('The secret')).toHaveValue('')
    await form.getByRole('button', { name: 'OpenAI' }).click()
    await expect(form.getByLabel('The secret')).toHaveValue(key)
    await expect(form.getByLabel('The secret')).toHaveAttribute('type', 'password')
    await form.getByRole('button', { name: 'More' }).click()
    const base = form.getByRole('region', { name: /OPENAI_BASE_URL/ })
    await base.getByLabel('Value').fill(`http://localhost:${model.port}/v1`)
    await allow(page, grantIt)
    await expect(ownSwitch(page, 'summarize')).toBeChecked()
    await openGrants(page, 'summarize')
    await expect(page.getByRole('list', { name: 'Grants of summarize' })).toContainText(
      'Get the secret OPENAI_API_KEY as the variable OPENAI_API_KEY',
    )
    await page.getByRole('button', { name: 'Add a grant…' }).click()
    await form.getByRole('button', { name: 'Host', exact: true }).click()
    await form.getByLabel('Host', { exact: true }).fill(`http://localhost:${model.port}`)
    await allow(page, 'Allow this host')

    await connectClaude(app)
    const client = await app.connectClient()
    await expect.poll(() => client.tools(), { timeout: 30_000 }).toContain('summarize_text')
    const answer = await client.call('summarize_text', { text: 'A long text. '.repeat(50) })
    expect(answer.text).toContain('In short.')
    expect(asked).toEqual([`Bearer ${key}`])
    await goTo(page, 'Calls')
    await expect(page.locator('body')).not.toContainText(key)
  } finally {
    model.close()
  }
  await app.stop()
  expect(filesWith(app, key)).toEqual([])
})
