import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes the folder for what Chromium keeps, inside the data directory. False when it cannot be made: Chromium would
 * take that for a second instance and end without a word, whereas the host says what is wrong.
 */
export function makeOwnFolder(home: string, folder: string): boolean {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    // The host makes a data directory private while it is empty, which it no longer is when the host looks.
    if (process.platform !== 'win32' && readdirSync(home).length === 0) chmodSync(home, 0o700)
    mkdirSync(path.join(home, folder), { recursive: true, mode: 0o700 })
    return true
  } catch {
    return false
  }
}
