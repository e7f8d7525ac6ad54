import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'
import type { Options } from './e2e/app.ts'

/** What `npm test` found, else the usual place, else Playwright's own. */
const chromium = process.env['BELLJAR_CHROMIUM'] ?? ['/usr/bin/chromium'].find((place) => existsSync(place))

/** The same specs twice: in a browser tab on a plain host, and in the desktop window. */
export default defineConfig<Options>({
  testDir: 'e2e',
  // A test starts its own host, bridges and wasmtime children: on two cores more of them only wait for each other.
  workers: 2,
  fullyParallel: true,
  // On a machine that others use a test may come too late; the summary names each that needed its second try.
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
    ...(chromium && { launchOptions: { executablePath: chromium } }),
  },
  projects: [
    { name: 'browser', outputDir: 'test-results/browser', use: { where: 'browser' }, grepInvert: /@desktop/ },
    {
      name: 'desktop',
      outputDir: 'test-results/desktop',
      use: { where: 'desktop' },
      grepInvert: /@browser/,
      workers: 1,
    },
    // Not a test: `npm run pictures`.
    { name: 'pictures', outputDir: 'test-results/pictures', testMatch: 'pictures/pictures.ts' },
  ],
})
