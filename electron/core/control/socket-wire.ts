import type net from 'node:net'
import type { Frame, Wire } from '../../../shared/rpc.ts'
import { LineSplitter } from '../runtimes/lines.ts'

/** A file to install travels in one line, as base64. Bytes. */
const maxLine = 128 * 1024 * 1024
/** A peer that reads nothing for so long is gone in all but name. Bytes. */
const maxUnsent = 256 * 1024 * 1024

/** Frames over the host's socket, one JSON text a line; the same at both ends. `rest` is what came with the greeting. */
export function controlWire(socket: net.Socket, rest: Buffer = Buffer.alloc(0)): Wire {
  const listeners: ((frame: Frame) => void)[] = []
  const closers: (() => void)[] = []
  const lines = new LineSplitter({
    max: maxLine,
    onLine(line) {
      const frame = parse(line)
      if (frame === undefined) return void socket.destroy()
      for (const listener of listeners) listener(frame as Frame)
    },
    onCut: () => socket.destroy(),
  })
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => lines.push(chunk))
  socket.on('end', () => socket.end())
  socket.once('close', () => {
    for (const closer of closers) closer()
  })
  // Only after whoever asked for this wire listens to it, also where it goes through a few promises first.
  setImmediate(() => {
    if (rest.length > 0) lines.push(rest)
    socket.resume()
  })
  return {
    send(frame) {
      if (!socket.writable) return
      if (socket.writableLength > maxUnsent) socket.destroy()
      else socket.write(`${JSON.stringify(frame)}\n`)
    },
    onFrame: (listener) => void listeners.push(listener),
    onClose: (listener) => void closers.push(listener),
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
