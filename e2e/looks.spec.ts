import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { fixtureWasm } from './places.ts'
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
    test.setTimeout(180_000)
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
