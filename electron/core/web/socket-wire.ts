import type { WebSocket } from 'ws'
import type { Frame, Wire } from '../../../shared/rpc.ts'

/** A tab that reads nothing for so long is gone in all but name. Bytes. */
const maxUnsent = 256 * 1024 * 1024

/** Frames to and from one browser tab. Text that is no JSON ends the connection: no page of ours sends it. */
export function socketWire(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > maxUnsent) socket.terminate()
      else socket.send(JSON.stringify(frame))
    },
    onFrame: (listener) =>
      void socket.on('message', (data, isBinary) => {
        const frame = isBinary ? undefined : parse(String(data))
        if (frame === undefined) socket.close(1007, 'not a frame')
        else listener(frame as Frame)
      }),
    onClose: (listener) => void socket.once('close', listener),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
