import { describe, expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import type { Asked } from './asked.ts'
import { sayAsked, type Said } from './say-asked.ts'

const grants: Grant[] = [
  { kind: 'directory', hostPath: '/home/ada/code', guestPath: '/src', access: 'read' },
  { kind: 'directory', hostPath: '/home/ada/drafts', guestPath: '/src/drafts', access: 'write' },
  { kind: 'directory', hostPath: '/data', guestPath: '/data', access: 'write' },
  { kind: 'keyvalue', quotaBytes: 16 * 1024 * 1024 },
]

const readOnly = 'The folder is granted read-only.'
const out = 'It leads out of the granted folder.'
const folder = (path: string, access: 'read' | 'write' = 'read') => ({ kind: 'directory', path, access }) as const

describe('sayAsked', () => {
  it.each([
    [
      { kind: 'write', path: '/src/Cargo.toml' },
      'a write to /src/Cargo.toml',
      readOnly,
      { ...folder('/home/ada/code', 'write'), guestPath: '/src' },
    ],
    [
      { kind: 'write', path: '/src/drafts/../x' },
      'a write to /src/drafts/../x',
      readOnly,
      { ...folder('/home/ada/code', 'write'), guestPath: '/src' },
    ],
    [{ kind: 'outside', path: '/src/../other/x' }, '/src/../other/x', out, folder('/home/ada/other')],
    [{ kind: 'outside', path: '/data/../data-evil/x' }, '/data/../data-evil/x', out, folder('/data-evil')],
    [{ kind: 'outside', path: '/data/../../etc/passwd' }, '/data/../../etc/passwd', out, folder('/etc')],
    [{ kind: 'outside', path: '/src/link' }, '/src/link', out, undefined],
    [{ kind: 'outside', path: '/data/../passwd' }, '/data/../passwd', out, undefined],
    [{ kind: 'path', path: '/etc/hosts' }, '/etc/hosts', 'No granted folder holds it.', folder('/etc')],
    [{ kind: 'path', path: '/hosts' }, '/hosts', 'No granted folder holds it.', undefined],
    [{ kind: 'path', path: 'etc/hosts' }, 'etc/hosts', 'No granted folder holds it.', undefined],
    [{ kind: 'socket', protocol: 'tcp' }, 'a TCP socket', 'Sockets are never granted.', undefined],
    [
      { kind: 'socket', protocol: 'tcp', target: '10.0.0.1:22' },
      'a TCP connection to 10.0.0.1:22',
      'Sockets are never granted.',
      undefined,
    ],
    [
      { kind: 'socket', protocol: 'name', target: 'example.com' },
      'looking up the name example.com',
      'Sockets are never granted.',
      undefined,
    ],
    [
      { kind: 'host', origin: 'https://api.example.com', why: 'not-granted' },
      'a request to https://api.example.com',
      'The host is not granted.',
      { kind: 'host', pattern: 'https://api.example.com' },
    ],
    [
      { kind: 'host', origin: 'http://[::1]:8080', why: 'private' },
      'a request to http://[::1]:8080',
      'It is an address in your own network.',
      { kind: 'host', pattern: 'http://[::1]:8080', private: true },
    ],
    [
      { kind: 'host', origin: 'https://good.com@evil.com', why: 'not-granted' },
      'a request to https://good.com@evil.com',
      'The host is not granted.',
      undefined,
    ],
    [{ kind: 'host', origin: 'x://', why: 'malformed' }, 'a request to x://', 'The address is malformed.', undefined],
    [
      { kind: 'config', key: 'api-key' },
      'the configuration value api-key',
      'No value of this name is granted.',
      { kind: 'config', key: 'api-key', secret: true },
    ],
    [
      { kind: 'variable', name: 'HOME' },
      'the variable HOME',
      'No variable of this name is granted.',
      { kind: 'environment', name: 'HOME', secret: false },
    ],
    [
      { kind: 'keyvalue', why: 'not-granted' },
      'the use of a key-value store',
      'A store is not granted.',
      { kind: 'keyvalue' },
    ],
    [
      { kind: 'keyvalue', why: 'quota' },
      'keeping more data',
      'Its store has reached its quota of 16 MB.',
      { kind: 'keyvalue' },
    ],
  ] as [Asked, string, string, Said['suggest']][])('says %j', (asked, text, reason, suggest) => {
    expect(sayAsked(asked, grants, 'guard', 'linux')).toEqual({
      text: `Denied ${text}`,
      reason,
      ...(suggest && { suggest }),
    })
    expect(sayAsked(asked, grants, 'guess', 'linux').text).toBe(`Probably denied ${text}`)
  })

  it('says where a path lies on Windows', () => {
    const windows: Grant[] = [{ kind: 'directory', hostPath: 'C:\\Users\\ada', guestPath: '/home', access: 'read' }]
    const suggest = (asked: Asked) => sayAsked(asked, windows, 'guess', 'win32').suggest
    expect(suggest({ kind: 'path', path: '/c/Temp/x/y.txt' })).toEqual(folder('C:\\Temp\\x'))
    expect(suggest({ kind: 'path', path: '/c/y.txt' })).toBeUndefined()
    expect(suggest({ kind: 'path', path: '/etc/hosts' })).toBeUndefined()
    expect(suggest({ kind: 'outside', path: '/home/../bob/x' })).toEqual(folder('C:\\Users\\bob'))
    expect(suggest({ kind: 'write', path: '/home/x' })).toEqual({
      ...folder('C:\\Users\\ada', 'write'),
      guestPath: '/home',
    })
  })

  it.each([
    { kind: 'path', path: `/etc/a\u202e\u0007/${'x'.repeat(9000)}` },
    { kind: 'config', key: 'a\nb' },
    { kind: 'host', origin: 'https://a\u200bb.com', why: 'not-granted' },
    { kind: 'variable', name: '\ud800' },
  ] as Asked[])('shows hidden and endless text harmlessly, and suggests nothing with it: %j', (asked) => {
    const { text, suggest } = sayAsked(asked, [], 'guard', 'linux')
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
    expect(text).toMatch(/\ufffd/)
    expect(text.length).toBeLessThan(400)
    expect(suggest).toBeUndefined()
  })
})
