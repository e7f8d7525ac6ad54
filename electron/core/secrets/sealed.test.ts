import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { open, seal } from './sealed.ts'

const key = randomBytes(32)

test('a value comes back as it was, and looks different each time', () => {
  for (const value of ['x', 'päss "word"\n\u{1f511}', 'a'.repeat(65_536)])
    expect(open(key, 'API', seal(key, 'API', value))).toBe(value)
  expect(seal(key, 'API', 'same')).not.toBe(seal(key, 'API', 'same'))
  expect(Buffer.from(seal(key, 'API', 'canary-value'), 'base64').toString('latin1')).not.toContain('canary')
})

test('another key, another name and any changed byte open nothing', () => {
  const sealed = seal(key, 'API', 'value')
  expect(open(randomBytes(32), 'API', sealed)).toBeUndefined()
  expect(open(key, 'OTHER', sealed)).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1
    expect(open(key, 'API', changed.toString('base64'))).toBeUndefined()
    expect(open(key, 'API', bytes.subarray(0, at).toString('base64'))).toBeUndefined()
  }
})
