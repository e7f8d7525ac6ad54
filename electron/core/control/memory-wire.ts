import type { Frame, Wire } from '../../../shared/rpc.ts'

/** Two ends in one process, for a command that is its own host. Frames arrive later, as over any other wire. */
export function memoryWires(): { near: Wire; far: Wire; close(): void } {
  const listeners: [((frame: Frame) => void)[], ((frame: Frame) => void)[]] = [[], []]
  const closers: (() => void)[] = []
  let closed = false
  const end = (mine: 0 | 1): Wire => ({
    send(frame) {
      queueMicrotask(() => {
        if (!closed) for (const listener of listeners[mine === 0 ? 1 : 0]) listener(frame)
      })
    },
    onFrame: (listener) => void listeners[mine].push(listener),
    onClose: (listener) => void closers.push(listener),
  })
  return {
    near: end(0),
    far: end(1),
    close() {
      if (closed) return
      closed = true
      for (const closer of closers) closer()
    },
  }
}
