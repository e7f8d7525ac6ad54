import { expect, it } from 'vitest'
import { tilde, tildeIn } from './paths.ts'

it('writes ~ for what lies in the own folder, and only for that', () => {
  const home = '/home/ada'
  expect(['/home/ada/src', '/home/ada', '/home/adam/src', '/data'].map((path) => tilde(path, home))).toEqual([
    '~/src',
    '~',
    '/home/adam/src',
    '/data',
  ])
  expect(tilde('C:\\Users\\ada\\src', 'C:\\Users\\ada')).toBe('~\\src')
  expect(tilde('/root', null)).toBe('/root')
  expect(tilde('/data', '/')).toBe('/data')
})

it('does so in a sentence', () => {
  expect(tildeIn('Read /home/ada/src and everything in it', '/home/ada')).toBe('Read ~/src and everything in it')
})
