import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './app.ts'
import { descendants, isAlive } from './processes.ts'
import { goTo, withFixture, withTime } from './steps.ts'

test('a host that is killed in mid-call ends no session @browser', async ({ app }) => {
  test.skip(process.platform === 'win32', 'processes are told apart by ps, which Windows has not')
  await withFixture(app)
  const client = await app.connectClient()
  await client.call('echo', { text: 'before' })
  const host = app.host() ?? 0
  const pending = client.call('sleep', { ms: 30_000 }).then(
    ({ isError, text }) => ({ isError, text, at: Date.now() }),
    (error: Error) => ({ isError: true, text: error.message, at: Date.now() }),
  )
  await expect.poll(() => descendants(host).length).toBeGreaterThan(0)
  const children = descendants(host).filter((pid) => pid !== client.pid)
  await new Promise((resolve) => setTimeout(resolve, 300))

  const killed = Date.now()
  process.kill(host, 'SIGKILL')
  const told = await pending
  console.log(`  the pending call was told after ${told.at - killed} ms: ${told.text}`)
  expect(told.isError).toBe(true)
  expect(told.at - killed).toBeLessThan(5_000)
  await expect.poll(() => children.filter(isAlive), { timeout: 3_000 }).toEqual([])

  expect(await client.call('echo', { text: 'after' })).toMatchObject({ text: 'after', isError: false })
  console.log(`  the next call was answered ${Date.now() - killed} ms after the kill`)
  expect(app.host()).not.toBe(host)
  expect(isAlive(client.pid)).toBe(true)
})

test('a restart of the app keeps the session and what was set', async ({ app }) => {
  await withTime(app)
  const client = await app.connectClient()
  expect(await client.call('get_current_time', { timezone: 'UTC' })).toMatchObject({ isError: false })
  const before = app.host()
  await app.stop()
  await app.start()
  expect(await client.call('get_current_time', { timezone: 'UTC' })).toMatchObject({ isError: false })
  expect(before).toBeDefined()
  expect(app.host()).toBeDefined()

  await goTo(app.page, 'Servers')
  await expect(app.page.getByRole('main').getByRole('switch', { name: 'time', exact: true })).toBeChecked()
  await goTo(app.page, 'Calls')
  const rows = app.page.getByRole('table', { name: 'Calls' }).getByRole('row').filter({ hasText: 'get_current_time' })
  await expect(rows).toHaveCount(2)
})

test('a client that comes first starts the host by itself', async ({ app }) => {
  await withTime(app)
  await app.stop()
  await expect.poll(() => app.host()).toBeUndefined()
  const client = await app.connectClient()
  expect(await client.tools()).toHaveLength(2)
  expect(await client.call('get_current_time', { timezone: 'UTC' })).toMatchObject({ isError: false })
  expect(app.host()).toBeDefined()
  expect(readFileSync(path.join(app.home, 'bin', 'start'), 'utf8')).toContain(app.home)
})
