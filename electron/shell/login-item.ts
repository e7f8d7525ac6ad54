import { app } from 'electron'
import { linuxAutostart, type Autostart } from './autostart.ts'

/**
 * Starting at login, as this system does it; undefined where it cannot be right. A checkout on macOS would enter
 * Electron itself. `home` is given when the data directory is not the usual one.
 */
export function autostartOf(home: string | undefined): Autostart | undefined {
  const program = process.env['APPIMAGE'] ?? process.execPath
  const checkout = app.isPackaged ? [] : [app.getAppPath()]
  const words = [...checkout, '--hidden', ...(home === undefined ? [] : ['--home', home])]
  if (process.platform === 'linux') {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    return linuxAutostart([program, ...asRoot, ...words], process.env)
  }
  if (process.platform === 'darwin') {
    if (!app.isPackaged || home !== undefined) return undefined
    return {
      get: () => app.getLoginItemSettings().openAtLogin,
      set: async (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
    }
  }
  if (process.platform !== 'win32') return undefined
  const item = { path: program, args: words.map((word) => (/\s/.test(word) ? `"${word}"` : word)) }
  return {
    get: () => app.getLoginItemSettings(item).openAtLogin,
    set: async (openAtLogin) => app.setLoginItemSettings({ openAtLogin, ...item }),
  }
}
