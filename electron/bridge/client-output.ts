import { fstatSync } from 'node:fs'
import net from 'node:net'
import type { Writable } from 'node:stream'

/** Stdout that never blocks: `process.stdout` would wait for a client that does not read its pipe. */
export function clientOutput(): Writable {
  if (process.platform === 'win32') return process.stdout
  const kind = fstatSync(1)
  return kind.isFIFO() || kind.isSocket() ? new net.Socket({ fd: 1, readable: false, writable: true }) : process.stdout
}
