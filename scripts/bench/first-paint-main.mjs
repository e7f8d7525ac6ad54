/** Run by Electron: opens Belljar's window or an empty one, and says when it was first seen. */
import { app, BrowserWindow } from 'electron'
import { pathToFileURL } from 'node:url'

const { BENCH_WINDOW: which, BENCH_HOME: home, BENCH_ENTRY: entry } = process.env

app.on('browser-window-created', (_event, window) => {
  const shown = new Promise((resolve) => window.once('show', () => resolve(Date.now())))
  const painted = new Promise((resolve) =>
    window.webContents.once('dom-ready', () =>
      window.webContents
        .executeJavaScript(
          `new Promise((resolve) => new PerformanceObserver((list) => {
             const [paint] = list.getEntriesByName('first-contentful-paint')
             if (paint) resolve(performance.timeOrigin + paint.startTime)
           }).observe({ type: 'paint', buffered: true }))`,
        )
        .then(resolve),
    ),
  )
  void Promise.all([shown, painted]).then(([shownAt, paintedAt]) => {
    process.stdout.write(`SEEN ${JSON.stringify({ shownAt, paintedAt })}\n`)
  })
})

// Electron is not ready before this file has ended: what must come before that is awaited here, what comes after is not.
if (which === 'belljar') await import(pathToFileURL(entry).href)
else {
  app.setPath('userData', home)
  void app.whenReady().then(openEmpty)
}

async function openEmpty() {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => window.show())
  process.once('SIGTERM', () => app.exit(0))
  // A word, as Chromium counts no paint of a page without content.
  await window.loadURL('data:text/html,<title>Empty</title><p>Empty')
}
