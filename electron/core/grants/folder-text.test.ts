import { describe, expect, it } from 'vitest'
import { guestPathOf, hostPathOf } from './folder-text.ts'

const posix = { platform: 'linux' as const, env: { HOME: '/home/ann' } }
const windows = { platform: 'win32' as const, env: { USERPROFILE: 'C:\\Users\\Ann' } }

describe('the host path that a person means', () => {
  it.each([
    ['/data', '/data'],
    ['/data/', '/data'],
    ['//data///x/', '/data/x'],
    ['/data/./a/../b', '/data/b'],
    ['/', '/'],
    ['~', '/home/ann'],
    ['~/x/', '/home/ann/x'],
    ['/data\\x', '/data\\x'],
    ['/c/Users', '/c/Users'],
  ])('on Linux %j is %j', (text, path) => expect(hostPathOf(text, posix)).toBe(path))

  it.each([
    ['C:\\Users', 'C:\\Users'],
    ['c:/Users/', 'C:\\Users'],
    ['/c/Users', 'C:\\Users'],
    ['/C/Users/x', 'C:\\Users\\x'],
    ['/d', 'D:\\'],
    ['D:\\', 'D:\\'],
    ['C:\\a\\..\\b\\', 'C:\\b'],
    ['~\\x', 'C:\\Users\\Ann\\x'],
    ['~/x', 'C:\\Users\\Ann\\x'],
  ])('on Windows %j is %j', (text, path) => expect(hostPathOf(text, windows)).toBe(path))

  it.each(['/a:', '/a:/', '/a:/.', '/b/../a:'])('%j would be another folder for wasmtime', (text) =>
    expect(() => hostPathOf(text, posix)).toThrow('has a ":" at its end'),
  )
  it.each(['data', './data', '../data', '~ann', '~ann/x', 'C:\\Users', ''])('on Linux %j is no whole path', (text) =>
    expect(() => hostPathOf(text, posix)).toThrow('is not a whole path'),
  )
  it.each(['data', 'C:data', 'C:', '\\data', '/data/x', '..\\x'])('on Windows %j is no whole path', (text) =>
    expect(() => hostPathOf(text, windows)).toThrow('is not a whole path'),
  )
  it.each(['\\\\server\\share', '//server/share', '\\\\?\\C:\\x', '\\\\.\\pipe\\x'])(
    'on Windows %j is a network',
    (text) => expect(() => hostPathOf(text, windows)).toThrow('on a network'),
  )
})

describe('what the server sees', () => {
  it.each([
    ['/data/', '/data'],
    ['/data/../etc', '/etc'],
    ['/', '/'],
    ['~/x', '/home/ann/x'],
    ['/a\\b', '/a\\b'],
  ])('on Linux %j is %j', (text, path) => expect(guestPathOf(text, posix)).toBe(path))

  it.each([
    ['C:\\Users', '/c/Users'],
    ['c:/Users/Ann/', '/c/Users/Ann'],
    ['/c/Users', '/c/Users'],
    ['D:\\', '/d'],
    ['~\\x', '/c/Users/Ann/x'],
    ['/data', '/data'],
  ])('on Windows %j is %j', (text, path) => expect(guestPathOf(text, windows)).toBe(path))

  it.each(['data', '../x', '//x'])('refuses %j', (text) => {
    expect(() => guestPathOf(text, posix)).toThrow('whole path')
    expect(() => guestPathOf(text, windows)).toThrow('whole path')
  })
})

describe('both', () => {
  it.each(['/data::/etc', '/a::', '::/a', 'C:\\a::/etc', '~/a::b'])(
    'refuse %j: wasmtime would open another',
    (text) => {
      for (const here of [posix, windows]) {
        expect(() => hostPathOf(text, here)).toThrow('"::"')
        expect(() => guestPathOf(text, here)).toThrow('"::"')
      }
    },
  )
  it.each(['/a\nb', '/a\0b', '/a\u007f', '/a\u0085', '/a\tb', '/a\r'])('refuse control characters in %j', (text) => {
    expect(() => hostPathOf(text, posix)).toThrow('control character')
    expect(() => guestPathOf(text, windows)).toThrow('control character')
  })
  it('know no home where there is none', () => {
    expect(() => hostPathOf('~/x', { ...posix, env: {} })).toThrow('home folder')
    expect(() => hostPathOf('~/x', { ...posix, env: { HOME: 'ann' } })).toThrow('home folder')
  })
})
