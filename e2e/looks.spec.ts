import { createRequire } from 'node:module'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type App } from './app.ts'
import { fixtureWasm } from './places.ts'
import { grantForm } from './grant-steps.ts'
import { withNeeds } from './needs-wasm.ts'
import { chooseFile, goTo, withFixture } from './steps.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** Evaluated by the inspector: the page's own content policy rightly lets nothing be added to it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    return (await axe.run()).violations
  })
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`),
  )
}

for (const scheme of ['light', 'dark'] as const)
  test(`every screen is accessible in ${scheme}`, async ({ app, page }, info) => {
    test.setTimeout(300_000)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    const wrong: string[] = []
    const look = async (name: string) => {
      await page.mouse.move(0, 0)
      await page.screenshot({ path: `test-results/screens/${info.project.name}-${scheme}-${name}.png` })
      for (const violation of await violations(page)) wrong.push(`${name}: ${violation}`)
    }

    await expect(page.getByRole('heading', { name: 'Every server under its own glass' })).toBeVisible()
    await look('welcome')
    for (const empty of ['Calls', 'Logs', 'Traps', 'Clients']) {
      await goTo(page, empty)
      await look(`empty-${empty.toLowerCase()}`)
    }
    await chooseFile(page, { name: 'plain.wasm', buffer: Buffer.from('this is no wasm') })
    await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
    await look('refused')
    await chooseFile(page, fixtureWasm('fixture-server'))
    await expect(page.getByRole('heading', { name: 'It will get nothing' })).toBeVisible()
    await look('review')

    await lookAtSwitchingOn(page, look)
    await withFixture(app)
    await look('clients')
    const client = await app.connectClient('claude-ai')
    await client.call('echo', { text: 'Hello from a client' })
    await client.call('tool-error')
    await client.call('stderr', { text: 'warning: something to read in the log', times: 12 })
    await client.call('trap')
    await client.call('panic')

    await goTo(page, 'Servers')
    await look('servers')
    await page.getByRole('link', { name: 'fixture-server', exact: true }).click()
    await look('server-tools')
    for (const tab of ['Grants', 'Logs', 'Calls', 'Traps', 'About']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      await look(`server-${tab.toLowerCase()}`)
    }
    await lookAtGrants(app, look)
    await goTo(page, 'Calls')
    await look('calls')
    await page.getByRole('row').filter({ hasText: 'echo' }).getByRole('button').click()
    await expect(
      page.getByRole('complementary', { name: 'Call' }).getByRole('region', { name: 'Result' }).first(),
    ).toBeVisible()
    await look('call')
    await goTo(page, 'Logs')
    await look('logs')
    await goTo(page, 'Traps')
    await look('traps')
    await page.getByRole('table').getByRole('row').filter({ hasText: 'trap' }).last().getByRole('button').click()
    await expect(page.getByRole('region', { name: 'Raw text' }).first()).toBeVisible()
    await look('trap')
    await goTo(page, 'Settings')
    await look('settings')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await look('keys')
    expect(wrong).toEqual([])
  })

/** What each kind of need looks like, with everything unfolded; also where there is little room. */
async function lookAtSwitchingOn(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await goTo(page, 'Servers')
  await look('shelf')
  const form = grantForm(page)
  for (const [name, choose] of [
    ['filesystem', 'Choose…'],
    ['fetch', 'Any public site'],
    ['summarize', 'More'],
  ] as const) {
    await page.getByRole('main').getByRole('switch', { name, exact: true }).click()
    await look(`switch-on-${name}`)
    await form.getByRole('button', { name: choose }).click()
    await form.getByRole('button', { name: 'Grant and switch on' }).focus()
    await page.setViewportSize({ width: 900, height: 600 })
    await look(`switch-on-${name}-more`)
    await page.setViewportSize({ width: 1280, height: 800 })
    await form.getByRole('button', { name: 'Cancel' }).click()
    await expect(form).toHaveCount(0)
  }
}

/** The form in its states, a server that needs something, one with grants, a denial and a change that waits. */
async function lookAtGrants(app: App, look: (name: string) => Promise<void>): Promise<void> {
  const { page } = app
  const folder = path.join(app.folder, 'a folder with a rather long name, as people give them', 'and one more inside')
  mkdirSync(folder, { recursive: true })
  const needs = {
    directories: [{ access: 'read', required: true, reason: 'Your notes are read from it.' }],
    environment: [{ name: 'NOTES_KEY', secret: true, required: true }],
  }
  await chooseFile(page, { name: 'needy.wasm', buffer: withNeeds('hostile', needs) })
  await expect(page.getByRole('table', { name: 'Imports' })).toContainText('NOTES_KEY')
  await look('review-needs')
  await page.getByRole('button', { name: /Install with nothing granted/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'needy', exact: true })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: /^Grants/ }).click()
  await expect(page.getByRole('region', { name: 'What it needs' })).toBeVisible()
  await look('grants-needs')
  await page.getByRole('main').getByRole('switch', { name: 'needy', exact: true }).click()
  const form = grantForm(page)
  await form.getByLabel('Folder', { exact: true }).fill(folder)
  await form.getByLabel('The secret').fill('a secret')
  await expect(form.getByRole('status')).toHaveCount(1)
  await look('form-needs')
  await form.getByRole('button', { name: 'Grant and switch on' }).click()
  await expect(form).toHaveCount(0)

  const client = await app.connectClient('claude-ai')
  await client.call('write', { path: path.join(folder, 'a.txt'), text: 'x' })
  await client.call('tcp', { address: '10.0.0.1:22' })
  await expect(page.getByRole('region', { name: 'Denied' })).toContainText('a.txt')
  await page.keyboard.press('a')
  for (const kind of ['Host', 'Variable', 'Configuration', 'Secret', 'Store']) {
    await form.getByRole('button', { name: kind, exact: true }).click()
    await look(`form-${kind.toLowerCase()}`)
  }
  await form.getByRole('button', { name: 'Variable', exact: true }).click()
  await form.getByLabel('Variable', { exact: true }).fill('LD_PRELOAD')
  await expect(form.getByRole('alert')).toBeVisible()
  await look('form-refused')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('list', { name: 'Grants of needy' }).getByRole('button', { name: 'Revoke' }).first().click()
  await expect(page.getByRole('button', { name: /^Restart \d instance/ })).toBeVisible()
  await look('grants')
  await page.getByRole('button', { name: 'Import policy…' }).click()
  await form
    .getByLabel('Policy', { exact: true })
    .fill('version: "1.0"\npermissions:\n  network:\n    allow:\n      - host: api.example.com\n')
  await form.getByRole('button', { name: 'Show what it means' }).click()
  await expect(form.getByRole('list', { name: 'Grants in the policy' })).toContainText('api.example.com')
  await look('policy')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Discard' }).click()
}
