import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './app.ts'

test('the page can reach its wire and nothing of Node @desktop', async ({ app, page }) => {
  const { electron } = app.running
  if (!electron) throw new Error('This test is for the desktop.')
  expect(page.url()).toMatch(/^belljar:\/\/app\//)
  const reached = await page.evaluate(() =>
    ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
  )
  expect(reached).toEqual([])

  const preferences = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      (webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
    ),
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})

test('the window stays on its page @desktop', async ({ app, page }) => {
  const { electron } = app.running
  const before = page.url().split('#')[0]
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  expect(await page.evaluate(() => window.open('belljar://app/') === null)).toBe(true)
  await page.waitForTimeout(500)
  expect(page.url().split('#')[0]).toBe(before)
  expect(electron?.windows()).toHaveLength(1)
  // Asked for in the page: a locator would wait for the navigation that was refused.
  expect(await page.evaluate(() => document.querySelector('nav')?.textContent)).toContain('Servers')

  // Only what was built is served under the scheme.
  const outside = await electron?.evaluate(async ({ net }) => {
    const statuses: number[] = []
    for (const place of ['../../package.json', '%2e%2e/%2e%2e/package.json', '..%2f..%2fpackage.json'])
      statuses.push((await net.fetch(`belljar://app/${place}`)).status)
    statuses.push((await net.fetch('belljar://app/index.html')).status)
    return statuses
  })
  expect(outside).toEqual([404, 404, 404, 200])
})

test('the content policy holds', async ({ page }) => {
  const tried = await page.evaluate(async () => {
    const results: Record<string, string> = {}
    try {
      const script = document.createElement('script')
      // Refused here already where the browser knows trusted types.
      script.textContent = 'globalThis.injected = true'
      document.head.append(script)
    } catch {
      // Refused.
    }
    results['inline script'] = 'injected' in globalThis ? 'ran' : 'refused'
    results['foreign image'] = await new Promise((resolve) => {
      const image = new Image()
      image.onload = () => resolve('loaded')
      image.onerror = () => resolve('refused')
      image.src = 'https://127.0.0.1:1/pixel.png'
    })
    const frame = document.createElement('iframe')
    frame.src = 'https://127.0.0.1:1/'
    document.body.append(frame)
    const violated = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), {
        once: true,
      })
    })
    await fetch('https://127.0.0.1:1/').catch(() => undefined)
    results['foreign fetch'] = await violated
    frame.remove()
    return results
  })
  expect(tried).toEqual({
    'inline script': 'refused',
    'foreign image': 'refused',
    'foreign fetch': expect.stringMatching(/connect-src|frame-src|default-src/),
  })
})

test('who has no token gets no data @browser', async ({ app, page }) => {
  const url = new URL(page.url())
  const origin = url.origin
  const other = await page.context().newPage()
  await other.goto(`${origin}/#token=wrong`)
  await expect(other.getByText('This tab has no key to Belljar')).toBeVisible()
  // A name that is made to point here by somebody else's DNS.
  const foreign = await page.request.get(`${origin}/`, { headers: { Host: 'evil.example' } })
  expect(foreign.status()).toBe(403)
  expect(new URL(page.url()).hash).not.toContain('token')
  if (process.platform !== 'win32') {
    expect(statSync(path.join(app.home, 'run', 'url')).mode & 0o077).toBe(0)
    expect(readFileSync(path.join(app.home, 'run', 'url'), 'utf8')).toContain(origin)
  }
})
