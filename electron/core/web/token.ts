import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 32 random bytes, in characters that a URL fragment and a WebSocket subprotocol both carry unchanged. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

/** Compares in a time that says nothing about where the two differ, nor how long the right one is. */
export function sameToken(given: string, right: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(right))
}
