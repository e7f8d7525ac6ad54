import type { AppFiles } from './app-files.ts'

/** How a host is started in the background from a checkout: what a bridge runs when it finds none. */
export function startArgv(files: AppFiles, home: string): string[] {
  return [files.node, files.serve, '--background', '--home', home]
}

/**
 * The same in the packaged app, which brings no other Node. Clients hand few variables on: without DISPLAY Chromium
 * starts on Linux only when it is told to do without. An AppImage is named by its file, its programs lie in a mount
 * that goes with it.
 */
export function packagedStart(home: string): string[] {
  const program = process.env['APPIMAGE'] ?? process.execPath
  const without = process.platform === 'linux' ? ['--ozone-platform=headless'] : []
  // Root may run Chromium only so, and only root does.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [program, ...asRoot, ...without, '--background', '--home', home]
}
