import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { expect, test } from './app.ts'
import { root } from './places.ts'
import { goTo, withTime } from './steps.ts'

let plain: ChildProcess | undefined
test.afterEach(() => {
  plain?.kill('SIGKILL')
})

test('a window opens on the host that runs already, and takes over when that one is killed @desktop', async ({
  app,
}) => {
  await withTime(app)
  await app.stop()
  await expect.poll(() => app.host()).toBeUndefined()
  const words = [path.join(root, 'dist', 'electron', 'serve.js'), '--background', '--home', app.home]
  plain = spawn(process.execPath, words, { env: app.env, stdio: 'ignore' })
  await expect.poll(() => app.host()).toBe(plain.pid)

  await app.start()
  expect(app.host()).toBe(plain.pid)
  const client = await app.connectClient()
  await client.call('get_current_time', { timezone: 'Asia/Tokyo' })
  await goTo(app.page, 'Calls')
  const row = app.page.getByRole('table', { name: 'Calls' }).getByRole('row').filter({ hasText: 'Asia/Tokyo' })
  await expect(row).toHaveCount(1)

  plain.kill('SIGKILL')
  expect(await client.call('get_current_time', { timezone: 'Asia/Seoul' })).toMatchObject({ isError: false })
  expect(app.host()).not.toBe(plain.pid)
  await goTo(app.page, 'Calls')
  await expect(
    app.page.getByRole('table', { name: 'Calls' }).getByRole('row').filter({ hasText: 'Asia/Seoul' }),
  ).toHaveCount(1)
})

test('opening Belljar twice is one window @desktop', async ({ app }) => {
  const { electron } = app.running
  const first = electron?.process()
  const again = spawn(
    first?.spawnfile ?? '',
    [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...[root, '--home', app.home]],
    { env: app.env, stdio: 'ignore' },
  )
  const code = await new Promise((resolve) => again.once('exit', resolve))
  expect(code).toBe(0)
  expect(electron?.windows()).toHaveLength(1)
  expect(app.host()).toBe(first?.pid)
})
