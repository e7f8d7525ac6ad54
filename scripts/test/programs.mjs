/** Finds the browser and the Electron that the end-to-end tests can use on this machine. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** @returns {Promise<string | undefined>} the path of a Chromium, Chrome or Edge */
export async function findChromium(env = process.env) {
  if (env.BELLJAR_CHROMIUM) return env.BELLJAR_CHROMIUM
  const place = places(env).find((candidate) => existsSync(candidate))
  if (place) return place
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function places(env) {
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
  if (process.platform === 'win32')
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => [
        path.join(folder, 'Google/Chrome/Application/chrome.exe'),
        path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ])
  return ['/usr/bin/chromium', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome']
}

/** @returns {Promise<{ program: string, wrapper: string[] } | { reason: string }>} `wrapper` gives it a display */
export async function findDesktop(env = process.env) {
  const { findElectron, hasDisplay } = await import('../electron.mjs')
  const found = await findElectron()
  if ('reason' in found) return found
  if (env.BELLJAR_DISPLAY_WRAPPER) return { ...found, wrapper: [env.BELLJAR_DISPLAY_WRAPPER] }
  if (hasDisplay()) return { ...found, wrapper: [] }
  if (spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0)
    return { ...found, wrapper: ['xvfb-run', '-a', '-s', '-screen 0 1440x900x24'] }
  return { reason: 'there is no display here, and no xvfb-run to make one (apt-get install xvfb).' }
}
