import { randomBytes } from 'node:crypto'

/** Tells the ids of two hosts apart. */
const own = randomBytes(3).toString('hex')
let lastTime = 0
let count = 0

/** An id that sorts by time, also within one millisecond. */
export function newId(prefix: string): string {
  const now = Date.now()
  // A clock that was set back must not bring ids back.
  count = now <= lastTime ? count + 1 : 0
  lastTime = Math.max(now, lastTime)
  return `${prefix}${lastTime.toString(36).padStart(9, '0')}${count.toString(36).padStart(4, '0')}${own}`
}
