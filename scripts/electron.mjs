/** Finds Electron, or says in one line why there is none. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { cacheFolder } from './cache-folder.mjs'

const downloadMs = 180_000
const againAfterMs = 24 * 60 * 60 * 1000

/**
 * @param {{ download?: boolean, say?: (line: string) => void }} [options]
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function findElectron({ download = false, say = console.log } = {}) {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) {
    const program = path.join(given, programName())
    return existsSync(program) ? { program } : { reason: `ELECTRON_OVERRIDE_DIST_PATH holds no ${programName()}.` }
  }
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  const program = await installed(folder)
  if (program) return { program }
  if (!download) return { reason: 'the electron package has not downloaded its program (npx install-electron).' }
  return (await fetchOnce(folder, say)) ?? { reason: 'Electron could not be downloaded; tried again tomorrow.' }
}

/** A window needs a display. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

async function fetchOnce(folder, say) {
  const failed = path.join(cacheFolder(), 'electron-download-failed')
  const before = await stat(failed).catch(() => undefined)
  if (before && Date.now() - before.mtimeMs < againAfterMs) return undefined
  say('downloading Electron')
  await new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(folder, 'install.js')], { stdio: 'ignore', timeout: downloadMs })
    child.once('error', resolve)
    child.once('close', resolve)
  })
  const program = await installed(folder)
  if (program) return { program }
  await mkdir(path.dirname(failed), { recursive: true })
  await writeFile(failed, '')
  return undefined
}

async function installed(folder) {
  const name = await readFile(path.join(folder, 'path.txt'), 'utf8').catch(() => '')
  const program = path.join(folder, 'dist', name)
  return name && existsSync(program) ? program : undefined
}

function programName() {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? path.join('Electron.app', 'Contents', 'MacOS', 'Electron') : 'electron'
}
