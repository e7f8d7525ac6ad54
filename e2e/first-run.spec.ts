import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from './app.ts'
import { goTo, switchOn } from './steps.ts'

const zones = { timezone: 'Europe/Lisbon' }

test('the first run: one click switches time on, and the copied config is complete', async ({ app, page }) => {
  await expect(page.getByRole('heading', { name: 'Every server under its own glass' })).toBeVisible()
  await page.getByRole('main').getByRole('switch', { name: 'time' }).click()
  await expect(page.getByText('time is on')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Connect…' }).click()
  await page.getByRole('button', { name: 'Copy config' }).click()
  await expect.poll(() => app.running.copied()).toContain('mcpServers')

  const { mcpServers } = JSON.parse(await app.running.copied()) as {
    mcpServers: Record<string, { command: string; args: string[] }>
  }
  expect(Object.keys(mcpServers)).toEqual(['belljar'])
  expect(mcpServers['belljar']?.args).toContain('all')
  expect(existsSync(mcpServers['belljar']?.command ?? '')).toBe(true)
  expect(existsSync(app.config)).toBe(false)

  // As a person pastes it.
  writeFileSync(app.config, await app.running.copied())
  const client = await app.connectClient()
  expect(await client.tools()).toEqual(['get_current_time', 'convert_time'])
  expect(await client.call('get_current_time', zones)).toMatchObject({ isError: false })
})

test('Connect shows the change, keeps every other byte, and Undo puts the file back', async ({ app, page }) => {
  const before =
    '{\n\t"theme" : "dark",  \n  "mcpServers": {\n    "other": { "command": "/bin/other" , "args": [ ] }\n  }\n}'
  writeFileSync(app.config, before)
  await switchOn(page, 'time')
  await goTo(page, 'Clients')
  const diff = page.getByRole('region', { name: `Change to ${app.config}` })
  await expect(diff.locator('.add').filter({ hasText: '"belljar"' })).toBeVisible()
  await expect(diff.locator('.add, .del').filter({ hasText: 'theme' })).toHaveCount(0)
  expect(readFileSync(app.config, 'utf8')).toBe(before)

  await page.getByRole('button', { name: /^Connect/ }).click()
  await expect(page.getByText('It has the entry')).toBeVisible()
  const after = readFileSync(app.config, 'utf8')
  expect(JSON.parse(after)).toMatchObject({
    theme: 'dark',
    mcpServers: { other: { command: '/bin/other' }, belljar: expect.anything() },
  })
  for (const kept of before.split('\n').slice(0, 4)) expect(after).toContain(kept.replace(/\s+\}$/, ''))

  const client = await app.connectClient()
  expect(await client.tools()).toHaveLength(2)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('What will change')).toBeVisible()
  expect(readFileSync(app.config, 'utf8')).toBe(before)
})

test('a config that is no JSON is left alone and said', async ({ app, page }) => {
  const broken = '{ "mcpServers": { oops'
  writeFileSync(app.config, broken)
  await goTo(page, 'Clients')
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByText('cannot be read', { exact: false }).first()).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: /JSON/ })).toBeVisible()
  expect(readFileSync(app.config, 'utf8')).toBe(broken)
})
