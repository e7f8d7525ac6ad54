import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { App, expect, test } from '../app.ts'
import { root } from '../places.ts'
import { connectClaude } from '../steps.ts'
import { Demo } from './demo.ts'
import { screens } from './screens.ts'

const images = path.join(root, 'docs', 'images')

/** Every screen in light and dark, as README and guide show them: `npm run pictures`. */
test('pictures of every screen', async ({ sharedBrowser }) => {
  test.setTimeout(900_000)
  mkdirSync(images, { recursive: true })
  const app = new App('browser', sharedBrowser, path.join('/tmp', 'ada'))
  try {
    await app.start()
    const { page } = app
    const take = async (name: string) => {
      await page.mouse.move(0, 0)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.screenshot({ path: path.join(images, `${name}-${colorScheme}.png`) })
      }
    }
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await take('first-run')
    const demo = new Demo(app)
    demo.files()
    await connectClaude(app)
    demo.servers()
    const claude = await app.connectClient('Claude Desktop')
    const cursor = await app.connectClient('Cursor')
    await demo.calls(claude, cursor)
    for (const [name, show] of Object.entries(screens)) {
      await show(page)
      await take(name)
    }
  } finally {
    await app.dispose()
    rmSync(path.join('/tmp', 'ada'), { recursive: true, force: true })
  }
})
