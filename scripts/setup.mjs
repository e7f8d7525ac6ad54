/** What a fresh clone lacks: packages, and the bridge beside the built programs. Needs nothing but Node. */
import { spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Installs what package-lock.json names, unless that was done. No package runs a script of its own. */
export async function installPackages({ say = (line) => console.log(line) } = {}) {
  const lock = await readFile(path.join(root, 'package-lock.json'), 'utf8')
  const stamp = path.join(root, 'node_modules', '.belljar-installed')
  const wanted = `${process.version.split('.')[0]} ${process.platform}-${process.arch}\n${lock}`
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return
  say('installing packages')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Node starts a .cmd file only through its shell; the words are our own.
  const code = await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  })
  if (code !== 0) throw new Error('The packages could not be installed. Is the npm registry reachable?')
  await writeFile(stamp, wanted)
}

/** Puts the native bridge where the programs look for it; where it cannot be built the Node one does its work. */
export async function placeBridge({ say = (line) => console.log(line) } = {}) {
  const { buildBridge } = await import('./bridge.mjs')
  const { cacheFolder } = await import('./cache-folder.mjs')
  const built = await buildBridge({ cache: cacheFolder(), log: say })
  const folder = path.join(root, 'dist', 'bin')
  const place = path.join(folder, process.platform === 'win32' ? 'belljar-bridge.exe' : 'belljar-bridge')
  if (typeof built !== 'string') return void (await rm(place, { force: true }))
  const [old, fresh] = await Promise.all([readFile(place).catch(() => undefined), readFile(built)])
  if (old?.equals(fresh)) return
  await mkdir(folder, { recursive: true })
  const beside = `${place}.${process.pid}`
  await copyFile(built, beside)
  await chmod(beside, 0o755)
  await rename(beside, place)
}

function run(program, words, options) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 2, 2], ...options })
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
