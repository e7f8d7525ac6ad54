import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, expect, type Browser, type ElectronApplication, type Page } from '@playwright/test'
import { startInBrowser } from './browser-app.ts'
import { TestClient } from './client.ts'
import { startOnDesktop } from './desktop-app.ts'
import { claudeConfig, environmentIn } from './places.ts'
import { hostOf, isAlive } from './processes.ts'

export interface Options {
  where: 'browser' | 'desktop'
}

/** What both ways to run it have in common. */
export interface Running {
  page: Page
  electron?: ElectronApplication
  /** The text on the clipboard. */
  copied(): Promise<string>
  /** Loads the page anew, as at its first opening. */
  reopen(): Promise<void>
  stop(): Promise<void>
}

/** The built app on a fresh data directory, in a fresh user's folder. */
export class App {
  readonly folder: string
  readonly home: string
  readonly env: Record<string, string>
  /** Claude Desktop's config; it exists only once something wrote it. */
  readonly config: string
  readonly #where: Options['where']
  readonly #browser: () => Promise<Browser>
  readonly #clients: TestClient[] = []
  readonly #hosts = new Set<number>()
  #running: Running | undefined

  /** `folder` is the user's own, made anew; without it one with a name of its own. */
  constructor(where: Options['where'], browser: () => Promise<Browser>, folder?: string) {
    if (folder !== undefined) mkdirSync(folder)
    this.folder = realpathSync(folder ?? mkdtempSync(path.join(tmpdir(), 'belljar-e2e-')))
    this.home = path.join(this.folder, 'belljar')
    this.env = environmentIn(this.folder)
    this.config = claudeConfig(this.folder)
    this.#where = where
    this.#browser = browser
    mkdirSync(path.dirname(this.config), { recursive: true })
  }

  async start(): Promise<void> {
    this.#running =
      this.#where === 'desktop'
        ? await startOnDesktop(this.home, this.env)
        : await startInBrowser(await this.#browser(), this.home, this.env)
    await expect(this.page.getByRole('navigation', { name: 'Watch' })).toBeVisible()
    // The window is there before its host is.
    await expect.poll(() => this.host(), { timeout: 30_000 }).toBeDefined()
  }

  async stop(): Promise<void> {
    this.host()
    await this.#running?.stop()
    this.#running = undefined
  }

  get running(): Running {
    if (!this.#running) throw new Error('The app is not running now.')
    return this.#running
  }

  get page(): Page {
    return this.running.page
  }

  /** The process that has the data directory now. */
  host(): number | undefined {
    const pid = hostOf(this.home)
    if (pid !== undefined) this.#hosts.add(pid)
    return pid
  }

  async connectClient(name?: string): Promise<TestClient> {
    const client = await TestClient.connect(this.config, this.env, name)
    this.#clients.push(client)
    return client
  }

  /** Leaves no process and no folder behind, however the test ended. */
  async dispose(): Promise<void> {
    this.host()
    await Promise.all(this.#clients.map((client) => client.close().catch(() => undefined)))
    await this.stop().catch(() => undefined)
    this.host()
    for (const pid of this.#hosts) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

interface Fixtures {
  app: App
  /** The same as `app.page` at the start of the test. */
  page: Page
}

interface WorkerFixtures {
  sharedBrowser: () => Promise<Browser>
}

export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  where: ['browser', { option: true }],
  // Started only where a test needs it: the desktop project has none.
  sharedBrowser: [
    async ({ playwright, launchOptions }, use) => {
      let browser: Promise<Browser> | undefined
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      await use(() => (browser ??= playwright.chromium.launch({ ...launchOptions, args })))
      await (await browser)?.close()
    },
    { scope: 'worker' },
  ],
  app: async ({ where, sharedBrowser }, use, info) => {
    const app = new App(where, sharedBrowser)
    try {
      await app.start()
      await use(app)
      if (info.status !== info.expectedStatus)
        await app.page.screenshot({ path: info.outputPath('page.png') }).catch(() => undefined)
    } finally {
      await app.dispose()
    }
  },
  page: async ({ app }, use) => {
    await use(app.page)
  },
})

export { expect }
