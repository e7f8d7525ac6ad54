import { writeSync } from 'node:fs'

/** One line on stderr; when nobody reads it, it is dropped. */
export function say(text: string): void {
  try {
    writeSync(2, `belljar-bridge: ${text.replace(/[\r\n]+/g, ' ').slice(0, 1000)}\n`)
  } catch {
    // EAGAIN or EPIPE: a bridge must never wait for its log.
  }
}
