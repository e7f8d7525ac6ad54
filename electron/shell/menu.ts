import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron'

/** The platform's usual menus. Quit is an explicit one: clients are told. */
export function setMenu(quit: () => void, home: string): void {
  const quitItem: MenuItemConstructorOptions = { label: 'Quit Belljar', accelerator: 'CmdOrCtrl+Q', click: quit }
  const dataItem: MenuItemConstructorOptions = {
    label: 'Open data directory',
    click: () => void shell.openPath(home),
  }
  const own: MenuItemConstructorOptions[] =
    process.platform === 'darwin'
      ? [
          {
            label: app.name,
            submenu: [
              { role: 'about' },
              { type: 'separator' },
              dataItem,
              { type: 'separator' },
              { role: 'hide' },
              { role: 'hideOthers' },
              { type: 'separator' },
              quitItem,
            ],
          },
        ]
      : [{ label: 'File', submenu: [dataItem, { role: 'close' }, quitItem] }]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...own,
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
        ],
      },
      { role: 'windowMenu' },
    ]),
  )
}
