import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of its own for a test, gone after it; every file that is named is there with its content. */
export async function folder(files: Record<string, string | Uint8Array> = {}, within = tmpdir()): Promise<string> {
  const root = await realpath(await mkdtemp(path.join(within, 'belljar-files-')))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await fill(root, files)
  return root
}

export async function fill(root: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true })
    await writeFile(path.join(root, name), content)
  }
}

/** Files of many kinds, with everything that a listing may stumble over. */
export async function workspace(root: string): Promise<void> {
  const words = Array.from({ length: 40 }, (_, at) => `line ${at + 1}`)
  await fill(root, {
    'README.md': '# Title\n\nSome `text`.\n',
    'long.txt': `${words.join('\n')}\n`,
    'open-end.txt': 'one\ntwo\nthree',
    'empty.txt': '',
    'umlaut-é.txt': 'grün\n',
    'e\u0301.txt': 'decomposed\n',
    '日本語/ファイル.md': 'こんにちは 🌏\n',
    'name with spaces.txt': 'x\n',
    '.hidden': 'h\n',
    '.config/settings.json': '{}\n',
    'src/index.ts': 'export const a = 1\n',
    'src/app.tsx': 'export const b = 2\n',
    'src/lib/deep.ts': 'export {}\n',
    'src/lib/deep.test.ts': 'test\n',
    'src/lib/[id].ts': 'id\n',
    'node_modules/left/index.js': 'l\n',
    'build/out.js': 'o\n',
    'Build.txt': 'B\n',
    'a10.txt': '10\n',
    'a2.txt': '2\n',
    'big.bin': new Uint8Array(1_234_567).fill(7),
    'half.bin': new Uint8Array(1152),
    'pixel.png': png,
    'sound.wav': Buffer.from('RIFF\u0024\0\0\0WAVEfmt ', 'latin1'),
    'vector.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ...Object.fromEntries(
      ['_a', '-b', '.c', 'B', 'a', 'A', 'Z.txt', '10', '9', 'a b', 'a.b', 'a-b', 'a_b', '(x)', '+y', 'ab'].map(
        (name) => [`names/${name}`, name],
      ),
    ),
    'odd #%ü?.dat': new Uint8Array([0, 1, 2]),
    'data.unknown': new Uint8Array([0, 1, 2, 255]),
  })
  await mkdir(path.join(root, 'empty-folder'))
  await symlink('README.md', path.join(root, 'link.md'))
  await symlink('src', path.join(root, 'linked-folder'))
  await symlink('..', path.join(root, 'src/up'))
  const then = new Date('2026-03-29T01:30:00.000Z')
  await utimes(path.join(root, 'README.md'), then, then)
}

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
)
