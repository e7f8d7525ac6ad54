import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { BrowserWindow, nativeTheme, screen, type Session } from 'electron'
import { appOrigin } from './app-protocol.ts'
import { fit } from './bounds.ts'
import { openOutside } from './open-outside.ts'
import type { ShellState } from './shell-state.ts'

const preload = path.join(path.dirname(fileURLToPath(import.meta.url)), 'preload.cjs')

const icon = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources', 'icon.png')

const least = { width: 640, height: 400 }

/** How long a window stands still before its place is kept, in ms. */
const settleMs = 500

/** A window whose page can reach its wire and nothing else. It opens where it was last. */
export function openWindow(state: ShellState, own: { home: string; hostLog: string }): BrowserWindow {
  const areas = () => screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...fit(state.value.bounds, state.value.bounds ? areas() : [], least),
    minWidth: least.width,
    minHeight: least.height,
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
      // The page is compiled once and found compiled at every later start.
      v8CacheOptions: 'bypassHeatCheck',
    },
  })
  const { webContents: contents } = window
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, own)
    return { action: 'deny' }
  })
  const repaint = () => window.setBackgroundColor(ground())
  nativeTheme.on('updated', repaint)
  window.once('closed', () => nativeTheme.off('updated', repaint))
  reloadWhenGone(window)
  keepPlace(window, state)
  window.once('ready-to-show', () => {
    if (state.value.maximised) window.maximize()
    window.show()
  })
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** Where it is when it is neither maximised nor full screen, and whether it is maximised. */
function keepPlace(window: BrowserWindow, state: ShellState): void {
  let timer: NodeJS.Timeout | undefined
  const keep = () => {
    clearTimeout(timer)
    if (window.isDestroyed() || !window.isVisible() || window.isMinimized() || window.isFullScreen()) return
    state.change({ bounds: window.getNormalBounds(), maximised: window.isMaximized() })
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, settleMs)
  }
  // One call for each: the types list every event on its own.
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', keep)
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
