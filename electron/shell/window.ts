import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { BrowserWindow, nativeTheme, shell, type Session } from 'electron'
import { appOrigin } from './app-protocol.ts'

const preload = path.join(path.dirname(fileURLToPath(import.meta.url)), 'preload.cjs')

/** A window whose page can reach its wire and nothing else. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Belljar',
    // The page's own ground, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161b1b' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: process.env['BELLJAR_DEVTOOLS'] === '1',
    },
  })
  const { webContents: contents } = window
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isWeb(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** The page asks for nothing that needs a permission; copying text is a person's click. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer) => answer(permission === 'clipboard-sanitized-write'))
  session.setPermissionCheckHandler((_, permission) => permission === 'clipboard-sanitized-write')
  session.setDevicePermissionHandler(() => false)
}

function isWeb(url: string): boolean {
  try {
    return new URL(url).protocol === 'https:'
  } catch {
    return false
  }
}
