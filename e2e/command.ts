import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { App } from './app.ts'
import { root } from './places.ts'

/** Runs the command line beside the window; gives what it prints. Throws when it fails. */
export function belljar(app: App, ...words: string[]): string {
  const command = [path.join(root, 'bin', 'belljar.mjs'), '--home', app.home, ...words]
  return execFileSync(process.execPath, command, {
    env: app.env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
