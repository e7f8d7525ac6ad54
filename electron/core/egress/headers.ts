import type { OutgoingHttpHeaders } from 'node:http'

/** What belongs to one connection and is never sent on, and what Belljar says itself. */
const own = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'proxy-authentication-info',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'expect',
  'host',
  'belljar-denied',
  'belljar-failed',
])

/** The headers of a message that go on to the next one, in their order; a name that came twice goes on twice. */
export function passOn(raw: readonly string[]): OutgoingHttpHeaders {
  const pairs: [string, string][] = []
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([(raw[i] ?? '').toLowerCase(), raw[i + 1] ?? ''])
  const named = new Set(
    pairs.filter(([name]) => name === 'connection').flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/)),
  )
  // Without a prototype: a header may be called __proto__.
  const headers = Object.create(null) as Record<string, string[]>
  for (const [name, value] of pairs) {
    // The length is the frame of the body, whatever Connection says.
    if (own.has(name) || (named.has(name) && name !== 'content-length')) continue
    ;(headers[name] ??= []).push(value)
  }
  return Object.fromEntries(Object.entries(headers).map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}
