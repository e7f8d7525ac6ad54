import type { Frame, Wire } from '../../shared/rpc.ts'

/** A page's wire that keeps what the page says until somebody listens: the window opens before its host has. */
export interface HeldWire extends Wire {
  closed: boolean
  /** Runs once the page has said something: from then on it hears. */
  whenHeard(then: () => void): void
}

export function heldWire(wire: Wire): HeldWire {
  const kept: Frame[] = []
  const listeners: ((frame: Frame) => void)[] = []
  const waiting: (() => void)[] = []
  let heard = false
  wire.onFrame((frame) => {
    if (listeners.length === 0) kept.push(frame)
    else for (const listener of listeners) listener(frame)
    if (heard) return
    heard = true
    for (const then of waiting.splice(0)) then()
  })
  const held: HeldWire = {
    closed: false,
    send: (frame) => wire.send(frame),
    onClose: (listener) => wire.onClose(listener),
    onFrame(listener) {
      listeners.push(listener)
      for (const frame of kept.splice(0)) listener(frame)
    },
    whenHeard(then) {
      if (heard) then()
      else waiting.push(then)
    },
  }
  wire.onClose(() => (held.closed = true))
  return held
}
