import type { Frame, Wire } from '../shared/rpc.ts'
import { openSocket } from './wire-socket.ts'

/** What the preload puts on the window in Electron. */
interface Preloaded {
  send(frame: Frame): void
  onFrame(listener: (frame: Frame) => void): void
  onClose(listener: () => void): void
}

declare global {
  interface Window {
    wire?: Preloaded
  }
}

/** `refused`: the host answers, but not to this page's token. `lost`: it cannot be reached now. */
export type OpenFailure = 'refused' | 'lost'

export interface WireSource {
  /** Rejects with an `OpenFailure`. */
  open(): Promise<Wire>
}

/** In the window the preload's wire, which lives as long as the window does; in a browser tab a WebSocket. */
export function findWire(): WireSource {
  const preloaded = window.wire
  return preloaded ? { open: () => Promise.resolve(preloaded) } : { open: openSocket }
}
