import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { BrowserWindow, nativeTheme, shell, type Session } from 'electron'
import { appOrigin } from './app-protocol.ts'

const preload = path.join(path.dirname(fileURLToPath(import.meta.url)), 'preload.cjs')

const icon = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources', 'icon.png')

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
    backgroundColor: ground(),
    // Elsewhere the program itself carries it.
    ...(process.platform === 'linux' && { icon }),
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
  const repaint = () => window.setBackgroundColor(ground())
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
  reloadWhenGone(window)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** A page that crashed is loaded anew, but not one that does nothing else. */
function reloadWhenGone(window: BrowserWindow): void {
  const times: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    times.push(Date.now())
    const lately = times.filter((time) => Date.now() - time < 60_000)
    if (lately.length <= 3) window.webContents.reload()
    else console.error(`The window's page ended ${lately.length} times in a minute (${reason}).`)
  })
}

function ground(): string {
  return nativeTheme.shouldUseDarkColors ? '#161b1b' : '#ffffff'
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
