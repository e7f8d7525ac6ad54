import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectHost } from '../core/control/connect-host.ts'

const root = path.join(import.meta.dirname, '..', '..')
const electron = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], path.join(root, 'node_modules/electron/dist')]
  .filter((folder) => folder !== undefined)
  .flatMap((folder) =>
    ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'].map((name) => path.join(folder, name)),
  )
  .find((file) => existsSync(file))

let folder: string
let home: string
const started: { child: ChildProcess; ended: Promise<number | string | null> }[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'belljar-shell-'))
  home = path.join(folder, 'home')
})
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map(({ ended }) => ended))
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

/** As a bridge starts the packaged app: with what a client hands on, which is no display. */
function startInBackground(program: string) {
  const forLinux = process.platform === 'linux' ? ['--ozone-platform=headless'] : []
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const passed = ['PATH', 'HOME', 'BELLJAR_CACHE', 'WASMTIME', 'SystemRoot', 'LOCALAPPDATA', 'APPDATA', 'TEMP']
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.includes(name)))
  const words = [...asRoot, ...forLinux, root, '--background', '--home', home]
  const child = spawn(program, words, { env, stdio: 'ignore' })
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal))
    child.once('error', (error) => resolve(error.message))
  })
  const one = { child, ended }
  started.push(one)
  return one
}

test('the app without a window is a host: once for each data directory, ended by a signal, which is no Quit', async ({
  skip,
}) => {
  if (!electron) return skip('no Electron here: set ELECTRON_OVERRIDE_DIST_PATH')
  const first = startInBackground(electron)
  const run = path.join(home, 'run')
  await expect
    .poll(() => connectHost({ run }).then((line) => line?.close() ?? 'none'), { timeout: 40_000 })
    .not.toBe('none')
  const line = await connectHost({ run })
  expect(await line?.client.call('app.snapshot', null)).toMatchObject({ mode: 'desktop', home })
  line?.close()

  expect(await startInBackground(electron).ended).toBe(0)
  expect(first.child.exitCode).toBeNull()

  if (process.platform === 'win32') return
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(existsSync(path.join(run, 'quit'))).toBe(false)
})
