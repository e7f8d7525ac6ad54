import { BrowserWindow } from 'electron'
import type { EventName, Events } from '../../shared/contract.ts'
import type { Frame } from '../../shared/rpc.ts'
import type { Backing } from './backing.ts'
import { heldWire, type HeldWire } from './held-wire.ts'
import { onPage } from './window-wire.ts'

/** A page that has not drawn by then is waited for no longer, in ms. */
const drawnMs = 3000

/** The one window, which can be there before its host is, and again after it was closed. */
export class TheWindow {
  readonly #open: () => BrowserWindow
  #window: BrowserWindow | undefined
  #page: HeldWire | undefined
  #backing: Backing | undefined
  /** What its page is joined to. */
  #joined: Backing | undefined
  /** Where it shall go as soon as its page can hear. */
  #place: string | undefined

  constructor(open: () => BrowserWindow) {
    this.#open = open
  }

  get isOpen(): boolean {
    return this.#window !== undefined
  }

  /** The person looks at it. */
  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false
  }

  get window(): BrowserWindow | undefined {
    return this.#window
  }

  /** Resolves once its page has drawn, or will not within a while. */
  async drawn(): Promise<void> {
    const contents = this.#window?.webContents
    if (!contents) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, drawnMs)
      timer.unref()
      contents.once('dom-ready', () => resolve())
      contents.once('did-fail-load', () => resolve())
      contents.once('destroyed', () => resolve())
    })
  }

  /** Opens it or brings it forward, and shows a place in it. */
  show(place?: string): void {
    if (place !== undefined) this.#place = place
    const window = this.#window
    if (!window) return this.#make()
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    this.#go()
  }

  /** The page asks this one from now on. One that asked another before is loaded anew. */
  serveBy(backing: Backing | undefined): void {
    this.#backing = backing
    if (!backing || !this.#window) return
    if (this.#joined && this.#joined !== backing) this.#window.webContents.reload()
    else this.#join()
  }

  #make(): void {
    const window = this.#open()
    this.#window = window
    window.once('closed', () => {
      this.#window = undefined
      this.#page = undefined
      this.#joined = undefined
    })
    onPage(window.webContents, (wire) => {
      this.#page = heldWire(wire)
      this.#joined = undefined
      this.#join()
      this.#go()
    })
  }

  #join(): void {
    if (!this.#page || this.#page.closed || !this.#backing || this.#joined) return
    this.#joined = this.#backing
    this.#backing.attach(this.#page)
  }

  #go(): void {
    const page = this.#page
    if (this.#place === undefined || !page) return
    page.whenHeard(() => {
      const to = this.#place
      this.#place = undefined
      if (to !== undefined && !page.closed) page.send(going(to))
    })
  }
}

/** Written out, as the code that sends events brings the whole contract along, and nothing comes before the window. */
function going(to: string): Frame {
  return { kind: 'event', name: 'window.go' satisfies EventName, data: { to } satisfies Events['window.go'] }
}
