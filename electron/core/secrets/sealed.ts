import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** Base64 of initialisation vector, tag and text. The name is bound to it: a value that is put under another name does not open. */
export function seal(key: Uint8Array, name: string, value: string): string {
  const iv = randomBytes(ivBytes)
  const closing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(name))
  const text = Buffer.concat([closing.update(value, 'utf8'), closing.final()])
  return Buffer.concat([iv, closing.getAuthTag(), text]).toString('base64')
}

/** Undefined when it was made with another key or for another name, or was changed. */
export function open(key: Uint8Array, name: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < ivBytes + tagBytes) return undefined
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    return Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
