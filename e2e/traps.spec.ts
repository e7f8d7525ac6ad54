import { expect, test } from './app.ts'
import { goTo, withFixture } from './steps.ts'

test('a trap is one failed call, and the same session goes on', async ({ app, page }) => {
  await withFixture(app)
  const client = await app.connectClient('some-desktop')
  expect(await client.call('echo', { text: 'before' })).toMatchObject({ text: 'before' })

  const trapped = await client.call('trap')
  expect(trapped.isError).toBe(true)
  expect(trapped.text.trim().split('\n')).toHaveLength(1)
  expect(trapped.text).toMatch(/fixture-server/)
  expect(await client.call('echo', { text: 'after' })).toMatchObject({ text: 'after', isError: false })

  await goTo(page, 'Traps')
  await page.getByRole('table').getByRole('row').filter({ hasText: 'trap' }).last().getByRole('button').click()
  const trap = page.getByRole('region', { name: 'Trap', exact: true })
  await expect(trap).toContainText('unreachable')
  await expect(trap.getByRole('table', { name: 'Frames' })).toContainText('inner_fault')
  await expect(trap.getByRole('region', { name: 'Raw text' }).first()).toContainText('wasm backtrace')
  await expect(page.getByRole('complementary', { name: 'The call' })).toContainText('some-desktop')
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
