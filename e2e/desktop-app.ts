import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { existsSync } from 'node:fs'
import { _electron, type ElectronApplication } from '@playwright/test'
import { root } from './places.ts'
import type { Running } from './app.ts'

/** The app in Electron's window. */
export async function startOnDesktop(home: string, env: Record<string, string>): Promise<Running> {
  const electron = await _electron.launch({
    executablePath: electronProgram(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, '--home', home],
    // Its bridges need a Node, and Electron has none that may be used.
    env: { ...env, BELLJAR_NODE: process.execPath },
  })
  // Asked now: of a process that has ended by itself nothing can be asked.
  const child = electron.process()
  const page = await electron.firstWindow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    page,
    electron,
    copied: () => electron.evaluate(({ clipboard }) => clipboard.readText()),
    reopen: async () => void (await page.reload()),
    stop: () => stop(electron, child),
  }
}

/** As a person who closes the window: what clients use goes on in the background until they leave. */
async function stop(electron: ElectronApplication, child: ChildProcess): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await electron.close().catch(() => undefined)
  clearTimeout(timer)
}

function electronProgram(): string {
  const { BELLJAR_ELECTRON: given, ELECTRON_OVERRIDE_DIST_PATH: folder } = process.env
  const place = given ?? path.join(folder ?? path.join(root, 'node_modules', 'electron', 'dist'), 'electron')
  if (!existsSync(place)) throw new Error(`There is no Electron at ${place}: set ELECTRON_OVERRIDE_DIST_PATH.`)
  return place
}
