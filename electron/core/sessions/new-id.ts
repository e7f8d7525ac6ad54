import { randomBytes } from 'node:crypto'

let lastTime = 0
let count = 0

/** An id that sorts by time, also within one millisecond. */
export function newId(prefix: string): string {
  const now = Date.now()
  count = now === lastTime ? count + 1 : 0
  lastTime = now
  return `${prefix}${now.toString(36).padStart(9, '0')}${count.toString(36).padStart(3, '0')}${randomBytes(3).toString('hex')}`
}
