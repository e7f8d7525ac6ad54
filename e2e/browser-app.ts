import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { root } from './places.ts'
import type { Running } from './app.ts'

/** The app as `npm start` opens it where there is no desktop: a host, and a tab on it. */
export async function startInBrowser(browser: Browser, home: string, env: Record<string, string>): Promise<Running> {
  const words = [path.join(root, 'dist', 'electron', 'serve.js'), '--no-open', '--home', home]
  const host = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await addressOf(host)
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    // Fades make what axe measures, and what a screenshot shows, a matter of luck.
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
  })
  const page = await context.newPage()
  await page.goto(url)
  return {
    page,
    copied: () => page.evaluate(() => navigator.clipboard.readText()),
    reopen: () => reopen(page, url),
    stop: async () => {
      await context.close()
      await end(host, 'SIGTERM')
    },
  }
}

async function reopen(page: Page, url: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(url)
}

function addressOf(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    host.once('error', reject)
    host.once('exit', (code) => reject(new Error(`The host ended with code ${code} before it said where it is.`)))
    if (host.stdout)
      createInterface(host.stdout).on('line', (line) => {
        const url = /http:\S+/.exec(line)?.[0]
        if (url) resolve(url)
      })
  })
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill(signal)
  })
}
