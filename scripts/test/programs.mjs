/** Finds the browser and the Electron that the end-to-end tests can use on this machine. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

/** @returns {{ program: string, wrapper: string[] } | { reason: string }} `wrapper` gives it a display */
export function findElectron(root, env = process.env) {
  const program = electronProgram(root, env)
  if (!program)
    return { reason: 'there is no Electron here (npm could not download it, ELECTRON_OVERRIDE_DIST_PATH is not set)' }
  const found = (wrapper) => ({ program, wrapper })
  if (env.BELLJAR_DISPLAY_WRAPPER) return found([env.BELLJAR_DISPLAY_WRAPPER])
  if (process.platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return found([])
  if (spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0)
    return found(['xvfb-run', '-a', '-s', '-screen 0 1440x900x24'])
  return { reason: 'there is no display here, and no xvfb-run to make one (apt-get install xvfb)' }
}

/** Looks only: the electron package would start a download when it is asked. */
function electronProgram(root, env) {
  const folder = path.join(root, 'node_modules', 'electron')
  const usual = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
    linux: 'electron',
  }[process.platform]
  const file = path.join(folder, 'path.txt')
  const name = existsSync(file) ? readFileSync(file, 'utf8').trim() : usual
  if (!name) return undefined
  const program = path.join(env.ELECTRON_OVERRIDE_DIST_PATH || path.join(folder, 'dist'), name)
  return existsSync(program) ? program : undefined
}
