import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron'
import type { HostView } from './host-view.ts'
import { trayMenu, trayState, trayTip, type TrayLine, type TrayState } from './tray-menu.ts'

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources', 'tray')

/** Servers that start and stop by the dozen must not make a menu flicker, in ms. */
const pauseMs = 1000

export interface TrayActs {
  open(to?: string): void
  quit(): void
}

/** Puts the icon into the tray and keeps it and its menu up to date, until the process ends. */
export function openTray(host: HostView, acts: TrayActs): void {
  const tray = new Tray(image('well'))
  let last = ''
  let due: NodeJS.Timeout | undefined
  const draw = () => {
    due = undefined
    const { view } = host
    const lines = trayMenu(view)
    const state = view ? trayState(view) : 'well'
    const tip = view ? trayTip(view) : 'Belljar'
    const now = JSON.stringify([lines, state, tip])
    if (now === last) return
    last = now
    tray.setImage(image(state))
    tray.setToolTip(tip)
    tray.setContextMenu(Menu.buildFromTemplate(lines.map((line) => item(line))))
  }
  /** The first at once, then at most one a second. */
  let drawnAt = 0
  const soon = () => {
    due ??= setTimeout(
      () => {
        drawnAt = Date.now()
        draw()
      },
      Math.max(0, drawnAt + pauseMs - Date.now()),
    )
  }
  const item = (line: TrayLine): MenuItemConstructorOptions => {
    switch (line.kind) {
      case 'line':
        return { type: 'separator' }
      case 'text':
        return { label: escaped(line.label), enabled: false }
      case 'open':
        return { label: escaped(line.label), click: () => acts.open(line.to) }
      case 'quit':
        return { label: line.label, click: () => acts.quit() }
      case 'switch':
        return {
          type: 'checkbox',
          label: escaped(line.label),
          checked: line.on,
          click: () => {
            // The system has ticked it by itself; the next drawing shows what is.
            last = ''
            if (line.needsGrants) acts.open(`#/server/${line.server}/grants`)
            else
              host
                .ask('servers.enable', { id: line.server, enabled: !line.on })
                .catch(() => acts.open(`#/server/${line.server}/tools`))
                .finally(soon)
            if (line.needsGrants) soon()
          },
        }
    }
    return line satisfies never
  }
  host.onChange(soon)
  draw()
  // Elsewhere a click opens the menu, or says nothing at all.
  if (process.platform === 'win32') tray.on('click', () => acts.open())
  // Without something that holds it the icon is collected as garbage and goes.
  kept.add(tray)
}

const kept = new Set<Tray>()

/** An ampersand in a menu marks the letter after it. */
function escaped(label: string): string {
  return label.replaceAll('&', '&&')
}

function image(state: TrayState): NativeImage {
  if (process.platform === 'darwin') return nativeImage.createFromPath(path.join(folder, `${state}Template.png`))
  // Panels on Linux draw it at the size they like, and ask for no larger one.
  if (process.platform === 'linux')
    return nativeImage.createFromBuffer(readFileSync(path.join(folder, `${state}@3x.png`)))
  return nativeImage.createFromPath(path.join(folder, `${state}.png`))
}
