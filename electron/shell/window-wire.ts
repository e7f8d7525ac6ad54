import { ipcMain, type IpcMainEvent, type WebContents } from 'electron'
import type { Frame, Wire } from '../../shared/rpc.ts'
import { appOrigin } from './app-protocol.ts'

/** Gives a wire for every page that the window loads: one that is loaded anew is a new peer. */
export function onPage(contents: WebContents, opened: (wire: Wire) => void): void {
  let close: () => void = () => undefined
  const end = () => {
    close()
    close = () => undefined
  }
  // Comes before anything that the page itself sends.
  contents.on('did-navigate', () => {
    end()
    const page = windowWire(contents)
    close = page.close
    opened(page.wire)
  })
  contents.on('render-process-gone', end)
  contents.once('destroyed', end)
}

/** Frames to and from one page. What any other sender says is dropped. */
function windowWire(contents: WebContents): { wire: Wire; close(): void } {
  const closers: (() => void)[] = []
  let open = true
  return {
    close() {
      if (!open) return
      open = false
      for (const closer of closers) closer()
    },
    wire: {
      send(frame) {
        if (open && !contents.isDestroyed()) contents.send('frame', frame)
      },
      onFrame(listener) {
        const handler = (event: IpcMainEvent, frame: Frame) => {
          if (open && isOurs(event, contents)) listener(frame)
        }
        ipcMain.on('frame', handler)
        closers.push(() => ipcMain.off('frame', handler))
      },
      onClose: (listener) => void closers.push(listener),
    },
  }
}

/** A custom scheme has the origin "null" in some versions, so the address is looked at. */
function isOurs({ senderFrame }: IpcMainEvent, contents: WebContents): boolean {
  return senderFrame !== null && senderFrame === contents.mainFrame && senderFrame.url.startsWith(`${appOrigin}/`)
}
