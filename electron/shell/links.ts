import { app } from 'electron'

/**
 * Makes `belljar:` links open this app. In a checkout only when it is asked for: Electron's own program would be entered,
 * and stay so when the checkout is gone. What stands before the link ends the options, so that no link can be one.
 */
export function registerLinks(): void {
  if (!app.isPackaged) return
  // On Linux the package's desktop entry says so (electron-builder.yml), and on macOS its Info.plist.
  if (process.platform === 'win32') app.setAsDefaultProtocolClient('belljar', process.execPath, ['--'])
  else if (process.platform === 'darwin') app.setAsDefaultProtocolClient('belljar')
}
