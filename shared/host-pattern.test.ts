import { describe, expect, it } from 'vitest'
import { matchesHost, normalHost, normaliseHostPattern, parseHostPattern, type HostPattern } from './host-pattern.ts'

const read = (text: string) => parseHostPattern(text) as HostPattern

describe('reading a host pattern', () => {
  it.each([
    ['api.example.com', 'api.example.com'],
    ['  API.Example.COM. ', 'api.example.com'],
    ['https://api.example.com', 'https://api.example.com'],
    ['HTTPS://api.example.com/', 'https://api.example.com'],
    ['https://api.example.com:443', 'https://api.example.com'],
    ['http://api.example.com:80', 'http://api.example.com'],
    ['http://api.example.com:443', 'http://api.example.com:443'],
    ['api.example.com:443', 'api.example.com:443'],
    ['api.example.com:0080', 'api.example.com:80'],
    ['localhost:8080', 'localhost:8080'],
    ['localhost:*', 'localhost:*'],
    ['*', '*'],
    ['*:*', '*:*'],
    ['https://*', 'https://*'],
    ['*.Example.com.', '*.example.com'],
    ['https://*.example.com:8443', 'https://*.example.com:8443'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['*.bücher.example', '*.xn--bcher-kva.example'],
    ['BÜCHER。example', 'xn--bcher-kva.example'],
    ['api.exam\u00adple.com', 'api.example.com'],
    ['ａｐｉ.example.com', 'api.example.com'],
    ['127.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0x7f.0.0.1', '127.0.0.1'],
    ['0177.0.0.1:80', '127.0.0.1:80'],
    ['127.0.0.1.', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['[0:0:0:0:0:0:0:1]:8080', '[::1]:8080'],
    ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ['my_host', 'my_host'],
  ])('%s is kept as %s', (text, kept) => {
    expect(normaliseHostPattern(text)).toBe(kept)
    expect(normaliseHostPattern(kept)).toBe(kept)
  })

  it.each([
    ['', /No host/, /api\.example\.com/],
    ['   ', /No host/, /api/],
    ['a.example b.example', /no spaces/, /each host/],
    ['api.exa\tmple.com', /no spaces/, /each host/],
    ['ftp://example.com', /ftp:\/\/ cannot/, /https:\/\//],
    ['wss://example.com', /wss:\/\/ cannot/, /https:\/\//],
    ['https://api.example.com/v1', /whole host/, /^Write https:\/\/api\.example\.com\.$/],
    ['api.example.com?x=1', /whole host/, /^Write api\.example\.com\.$/],
    ['api.example.com#x', /whole host/, /^Write api\.example\.com\.$/],
    ['api.example.com\\evil', /whole host/, /^Write api\.example\.com\.$/],
    ['https://', /not the name/, /api\.example\.com/],
    ['me@example.com', /without a user name/, /^Write example\.com\.$/],
    ['https://api.example.com@evil.example', /without a user name/, /^Write evil\.example\.$/],
    ['a..example.com', /not the name/, /api\.example\.com/],
    ['.example.com', /not the name/, /api\.example\.com/],
    ['example.com..', /not the name/, /api\.example\.com/],
    ['*.', /not the name/, /api\.example\.com/],
    ['*..example.com', /not the name/, /api\.example\.com/],
    ['a.*.example.com', /stands alone or in front/, /\*\.example\.com/],
    ['api*.example.com', /stands alone or in front/, /\*\.example\.com/],
    ['*example.com', /stands alone or in front/, /\*\.example\.com/],
    ['*.*.example.com', /stands alone or in front/, /\*\.example\.com/],
    ['**', /stands alone or in front/, /\*\.example\.com/],
    ['*.127.0.0.1', /no names below/, /^Write 127\.0\.0\.1\.$/],
    ['*.[::1]', /no names below/, /\[::1\]/],
    ['::1', /in brackets/, /\[::1\]/],
    ['fe80::1:80', /in brackets/, /\[fe80::1:80\]/],
    ['[::1', /in brackets|not the name/, /./],
    ['[fe80::1%eth0]', /not the name/, /\[::1\]/],
    ['[127.0.0.1]', /not the name/, /\[::1\]/],
    ['api.example.com:', /not a port/, /1 to 65535/],
    ['api.example.com:0', /not a port/, /1 to 65535/],
    ['api.example.com:65536', /not a port/, /1 to 65535/],
    ['api.example.com:80a', /not a port/, /1 to 65535/],
    ['api%2eexample.com', /not the name/, /api\.example\.com/],
    ['256.1.1.1', /not the name/, /192\.168/],
    ['example.123', /not the name/, /192\.168/],
    ['exa$mple.com', /not the name/, /api\.example\.com/],
    ['xn--a.example', /not the name/, /api\.example\.com/],
    [`${'a'.repeat(64)}.example`, /not the name/, /api\.example\.com/],
    [`${'abcdefg.'.repeat(32)}example`, /not the name/, /api\.example\.com/],
  ])('%j is refused', (text, message, hint) => {
    expect(parseHostPattern(text)).toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    })
  })
})

describe('what a pattern matches', () => {
  it.each([
    ['api.example.com', 'https://api.example.com:443', true],
    ['api.example.com', 'http://api.example.com:80', true],
    ['api.example.com', 'http://api.example.com:443', false],
    ['api.example.com', 'https://api.example.com:8443', false],
    ['api.example.com', 'https://example.com:443', false],
    ['api.example.com', 'https://api.example.com.evil.example:443', false],
    ['api.example.com:443', 'http://api.example.com:443', true],
    ['api.example.com:8443', 'https://api.example.com:443', false],
    ['api.example.com:*', 'http://api.example.com:9', true],
    ['https://api.example.com', 'http://api.example.com:80', false],
    ['https://api.example.com:*', 'https://api.example.com:1', true],
    ['*.example.com', 'https://a.example.com:443', true],
    ['*.example.com', 'https://a.b.example.com:443', true],
    ['*.example.com', 'https://example.com:443', false],
    ['*.example.com', 'https://.example.com:443', false],
    ['*.example.com', 'https://evilexample.com:443', false],
    ['*.example.com', 'https://a.example.com.evil:443', false],
    ['*', 'https://anything.example:443', true],
    ['*', 'https://anything.example:8443', false],
    ['*:*', 'https://anything.example:8443', true],
    ['https://*', 'http://anything.example:80', false],
    ['127.1', 'http://127.0.0.1:80', true],
    ['[::1]:8080', 'http://[::1]:8080', true],
    ['127.0.0.1', 'http://localhost:80', false],
  ])('%s for %s: %s', (pattern, origin, matches) => {
    const [, scheme, host, port] = /^(https?):\/\/(.*):(\d+)$/.exec(origin)!
    expect(matchesHost(read(pattern), { scheme: scheme as 'http', host: host!, port: Number(port) })).toBe(matches)
  })
})

describe('the spelling of a host', () => {
  it.each([
    ['Api.Example.com.', 'api.example.com'],
    ['127.1', '127.0.0.1'],
    ['[::FFFF:127.0.0.1]', '[::ffff:7f00:1]'],
    ['api.example.com:80', undefined],
    ['api.example.com:443', undefined],
    ['[::1]:80', undefined],
    ['user@api.example.com', undefined],
    ['api.example.com/x', undefined],
    ['%61pi.example.com', undefined],
    ['', undefined],
  ])('%j is %j', (text, host) => {
    expect(normalHost(text)).toBe(host)
  })
})
