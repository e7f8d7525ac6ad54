import { mkdir, mkdtemp, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { realPathOf, relate, relateNames } from './folder-relation.ts'

it.each([
  ['/data', '/data', 'same'],
  ['/data/x', '/data', 'inside'],
  ['/', '/data', 'contains'],
  ['/data', '/data-evil', 'apart'],
  ['/data-evil', '/data', 'apart'],
  ['/data', '/dat', 'apart'],
  ['/data/../etc', '/etc', 'same'],
  ['/data/x', '/data/y', 'apart'],
] as const)('%s to %s is %s', (a, b, expected) => {
  expect(relateNames(a, b, 'linux')).toBe(expected)
})

it('takes names that differ in capitals or accents only for one where file systems do', () => {
  expect(relateNames('/Data/X', '/data', 'linux')).toBe('apart')
  expect(relateNames('/Data/X', '/data', 'darwin')).toBe('inside')
  expect(relateNames('/caf\u00e9', '/cafe\u0301/x', 'darwin')).toBe('contains')
  expect(relateNames('C:\\Users', 'c:\\users\\ann', 'win32')).toBe('contains')
  expect(relateNames('C:\\Users', 'C:\\Users-evil', 'win32')).toBe('apart')
  expect(relateNames('C:\\Users', 'D:\\Users', 'win32')).toBe('apart')
  expect(relateNames('C:\\', 'C:\\Users', 'win32')).toBe('contains')
})

it('knows a folder by what the file system calls it, whatever its name', async () => {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'belljar-relate-')))
  try {
    await mkdir(path.join(root, 'a', 'b', 'c'), { recursive: true })
    expect(await relate(path.join(root, 'a'), path.join(root, 'a', 'b', 'missing'), 'linux')).toBe('contains')
    // Seen through the process's own folder of open things, the same folders have other names and are no links to `realpath`.
    if (process.platform === 'linux') {
      const again = `/proc/${process.pid}/root${root}`
      expect(await relate(path.join(root, 'a'), path.join(again, 'a'), 'linux')).toBe('same')
      expect(await relate(path.join(root, 'a', 'b'), path.join(again, 'a'), 'linux')).toBe('inside')
      expect(await relate(path.join(root, 'a'), path.join(again, 'a', 'b', 'c'), 'linux')).toBe('contains')
    }
    await rename(path.join(root, 'a', 'b'), path.join(root, 'd'))
    expect(await relate(path.join(root, 'a'), path.join(root, 'd'), 'linux')).toBe('apart')
    expect(await realPathOf(path.join(root, 'a', 'x', 'y'))).toBe(path.join(root, 'a', 'x', 'y'))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})
