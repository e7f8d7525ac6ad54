import { describe, expect, it } from 'vitest'
import { Redactor } from './redactor.ts'
import { redactAndCut } from './text.ts'

const secret = 'sk-live/4f!"9\\ü b'
const redact = (text: string, ...secrets: string[]) => new Redactor(secrets.length ? secrets : [secret]).redact(text)

describe('Redactor', () => {
  it.each([
    ['plain', secret],
    ['in JSON', JSON.stringify({ a: secret })],
    ['in JSON in JSON', JSON.stringify(JSON.stringify({ a: secret }))],
    ['in JSON as Python writes it', '"sk-live/4f!\\"9\\\\\\u00fc b"'],
    ['in a URL', `https://x/?key=${encodeURIComponent(secret)}&a`],
    ['in a URL in lower case', `key=${encodeURIComponent(secret).replaceAll(/%../g, (c) => c.toLowerCase())}`],
    ['in a form', String(new URLSearchParams({ key: secret }))],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['twice', `${secret} and ${secret}`],
  ])('finds a secret %s', (_, text) => {
    const redacted = redact(text)
    expect(redacted).toContain('[redacted]')
    for (const part of ['sk-live', 'c2stbGl2', '4f!', '4f%21']) expect(redacted).not.toContain(part)
  })

  it('finds a secret in base64 of a longer text at any alignment, whatever follows', () => {
    const key = 'AKIAIOSFODNN7EXAMPLE'
    for (const before of ['', 'u', 'us', 'use', 'user'])
      for (const after of ['', ':', ':p', ':pw'])
        for (const form of ['base64', 'base64url'] as const) {
          const whole = Buffer.from(before + key + after).toString(form)
          const redacted = redact(`Basic ${whole}`, key)
          expect(redacted, whole).toContain('[redacted]')
          // At most a character on each side belongs in part to the secret.
          expect(redacted.replace('[redacted]', '').length - 'Basic '.length).toBeLessThanOrEqual(
            before.length * 2 + after.length * 2 + 6,
          )
        }
  })

  it('finds a secret of several lines line by line', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n'
    for (const line of ['MIIEvQIBADANBg', 'kqhkiG9w0BAQEF']) expect(redact(`key: ${line}`, key)).toBe('key: [redacted]')
    expect(redact(JSON.stringify({ key }), key)).not.toContain('MIIE')
  })

  it('replaces the longer of two secrets that share a beginning as a whole', () => {
    expect(redact('x abcdefgh y', 'abcd', 'abcdefgh')).toBe('x [redacted] y')
  })

  it('leaves a value alone that is too short to be one', () => {
    expect(redact('a cat sat', 'a', 'at', '')).toBe('a cat sat')
  })

  it('takes what is no well-formed text', () => {
    expect(redact('x\ud800yyyy', '\ud800yyyy')).toBe('x[redacted]')
  })
})

describe('redactAndCut', () => {
  it('leaves no part of a secret behind, wherever it lies', () => {
    const redactor = new Redactor(['SECRETSECRET', 'a very long secret that is longer than what is kept'])
    for (let at = 0; at < 60; at++) {
      const text = `${'.'.repeat(at)}SECRETSECRET${'.'.repeat(5)}a very long secret that is longer than what is kept${'.'.repeat(99)}`
      const kept = redactAndCut(text, 40, redactor)
      expect(kept.replaceAll('[redacted]', '').replace(/\[?r?e?d?a?c?t?e?d? … \[cut\]$/, ''), kept).toMatch(/^\.*$/)
      expect(kept.length).toBeLessThanOrEqual(40 + 8)
    }
  })

  it('leaves no half of a character', () => {
    expect(redactAndCut('aaa😀😀', 4, new Redactor(), '…')).toBe('aaa…')
    expect(redactAndCut('aaa😀', 5, new Redactor(), '…')).toBe('aaa😀')
  })
})
