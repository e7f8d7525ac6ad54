import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { guess } from '../../../electron/core/denials/guess.ts'
import type { Grant } from '../../../shared/grants.ts'
import { folder } from './filesystem-folder.ts'
import { Guest } from './guest.ts'

const edits = [{ oldText: 'secret', newText: 'x' }]

/** A call of every tool on one path, that must not get anywhere. */
const reaching = (path: string): [tool: string, args: object][] => [
  ['read_file', { path }],
  ['read_text_file', { path }],
  ['read_text_file', { path, head: 1 }],
  ['read_text_file', { path, tail: 1 }],
  ['read_media_file', { path }],
  ['write_file', { path, content: 'x' }],
  ['edit_file', { path, edits }],
  ['create_directory', { path: `${path}/new` }],
  ['list_directory', { path: path.replace(/\/[^/]*$/, '') }],
  ['list_directory_with_sizes', { path: path.replace(/\/[^/]*$/, '') }],
  ['directory_tree', { path: path.replace(/\/[^/]*$/, '') }],
  ['search_files', { path: path.replace(/\/[^/]*$/, ''), pattern: '**' }],
  ['move_file', { source: path, destination: 'stolen.txt' }],
  ['move_file', { source: 'own.txt', destination: `${path}.new` }],
  ['get_file_info', { path }],
]

async function world() {
  const root = await folder({ 'granted/own.txt': 'own', 'granted/sub/deep.txt': 'deep', 'other/secret.txt': 'secret' })
  const [granted, other] = [path.join(root, 'granted'), path.join(root, 'other')]
  await symlink('../other', `${granted}/relative`)
  await symlink(other, `${granted}/absolute`)
  await symlink('relative', `${granted}/twice`)
  await symlink('../other/secret.txt', `${granted}/file`)
  await symlink('../../../../../../../../../../etc', `${granted}/sub/far`)
  const guest = new Guest('filesystem', { dirs: [granted] })
  await guest.initialize()
  return { guest, granted, other }
}

describe('filesystem, outside its folders', () => {
  it('reaches nothing, by any path and by any link', async () => {
    const { guest, granted, other } = await world()
    const ways = [
      `${other}/secret.txt`,
      `${granted}/../other/secret.txt`,
      '../other/secret.txt',
      'sub/../../other/secret.txt',
      'relative/secret.txt',
      'twice/secret.txt',
      'absolute/secret.txt',
      'sub/far/passwd',
      `${granted}x/secret.txt`,
      '/proc/self/environ',
    ]
    for (const way of ways) {
      for (const [tool, args] of reaching(way)) {
        const { text, failed } = await guest.use(tool, args)
        expect([way, tool, failed]).toEqual([way, tool, true])
        expect(text).not.toContain('secret\n')
        expect(text).toMatch(/Permission denied|Operation not permitted|No such file or directory/)
      }
    }
    for (const [tool, args] of reaching('file').filter(([tool]) => !/list|tree|search|move|create/.test(tool)))
      expect((await guest.use(tool, args)).failed).toBe(true)
    expect(await readdir(other)).toEqual(['secret.txt'])
    expect(await readFile(`${other}/secret.txt`, 'utf8')).toBe('secret')
    expect((await readdir(granted)).sort()).toEqual(['absolute', 'file', 'own.txt', 'relative', 'sub', 'twice'])
  })

  it('shows links that lead out, but nothing of what they lead to', async () => {
    const { guest, granted } = await world()
    const tree = await guest.use('directory_tree', { path: granted })
    expect(tree.text).not.toContain('secret')
    const found = await guest.use('search_files', { path: granted, pattern: '**' })
    expect(found.structured.matches.map((match: { path: string }) => path.relative(granted, match.path))).toEqual([
      ...['own.txt', 'sub', 'sub/deep.txt'],
    ])
    const sizes = await guest.use('list_directory_with_sizes', { path: granted })
    const file = sizes.structured.entries.find(({ name }: { name: string }) => name === 'file')
    expect(file).toEqual({ name: 'file', type: 'symlink', size: 0 })
  })

  it('follows links that stay inside, also into another granted folder', async () => {
    const root = await folder({ 'a/own.txt': 'own', 'b/deep/other.txt': 'other' })
    const [a, b] = [path.join(root, 'a'), path.join(root, 'b')]
    await mkdir(`${a}/sub`)
    await symlink('../own.txt', `${a}/sub/near`)
    await symlink('../b', `${a}/across`)
    await symlink('../../b/deep/../deep/other.txt', `${a}/sub/across.txt`)
    await symlink('nowhere.txt', `${a}/dangling`)
    await symlink('loop2', `${a}/loop1`)
    await symlink('loop1', `${a}/loop2`)
    const guest = new Guest('filesystem', { dirs: [a, b] })
    await guest.initialize()
    const read = async (name: string) => (await guest.use('read_text_file', { path: `${a}/${name}` })).text
    expect(await read('sub/near')).toBe('own')
    expect(await read('across/deep/other.txt')).toBe('other')
    expect(await read('sub/across.txt')).toBe('other')
    expect(await read('dangling')).toBe(
      `Cannot read "${a}/nowhere.txt": No such file or directory. Look with list_directory or search_files for what is there.`,
    )
    expect(await read('loop1')).toMatch(/Too many levels of symbolic links\.$/)
    const listed = await guest.use('list_directory', { path: `${a}/across/deep` })
    expect(listed.structured).toMatchObject({ path: `${b}/deep`, entries: [{ name: 'other.txt', type: 'file' }] })
    await guest.use('write_file', { path: `${a}/sub/across.txt`, content: 'new' })
    expect(await readFile(`${b}/deep/other.txt`, 'utf8')).toBe('new')
    await guest.use('write_file', { path: `${a}/dangling`, content: 'made' })
    expect(await readFile(`${a}/nowhere.txt`, 'utf8')).toBe('made')
    const moved = await guest.use('move_file', { source: `${a}/own.txt`, destination: `${a}/across/deep/own.txt` })
    expect(moved.failed).toBe(false)
    expect(await readFile(`${b}/deep/own.txt`, 'utf8')).toBe('own')
  })

  it('says of a link with an absolute target that no sandbox follows it', async () => {
    const root = await folder({ 'own.txt': 'own' })
    await symlink(`${root}/own.txt`, `${root}/absolute`)
    const guest = new Guest('filesystem', { dirs: [root] })
    await guest.initialize()
    const { text } = await guest.use('read_text_file', { path: 'absolute' })
    expect(text).toMatch(
      /^Cannot read ".*\/absolute": Operation not permitted\. It is a symbolic link with an absolute target/,
    )
  })

  it('speaks so that Belljar can offer what was missing', async () => {
    const { guest, granted, other } = await world()
    const grants: Grant[] = [{ kind: 'directory', hostPath: granted, guestPath: granted, access: 'write' }]
    for (const [way, asked] of [
      [`${other}/secret.txt`, `${other}/secret.txt`],
      ['relative/secret.txt', `${other}/secret.txt`],
      ['file', `${other}/secret.txt`],
    ] as const) {
      const { text } = await guest.use('read_text_file', { path: way })
      expect(guess(text, { path: way }, grants)).toEqual({ kind: 'path', path: asked })
    }
    for (const way of ['none.txt', `${granted}/none.txt`, 'absolute/x', 'sub']) {
      const { text } = await guest.use('read_text_file', { path: way })
      expect(guess(text, { path: way }, grants)).toBeUndefined()
    }
  })

  it('takes odd paths for what they are', async () => {
    const root = await folder({ 'a:b.txt': '1', '~': '2', 'c\\d.txt': '3', ' ': '4', 'e"f\'g.txt': '5' })
    const guest = new Guest('filesystem', { dirs: [root] })
    await guest.initialize()
    const read = async (name: string) => (await guest.use('read_text_file', { path: name })).text
    expect(await read('a:b.txt')).toBe('1')
    expect(await read('./~')).toBe('2')
    expect(await read('c\\d.txt')).toBe('3')
    expect(await read(`${root}/ `)).toBe('4')
    expect(await read('e"f\'g.txt')).toBe('5')
    expect(await read('~')).toContain('the home folder is not known here')
    expect(await read('~/notes')).toContain('the home folder is not known here')
    expect(await read('')).toContain('a path that is empty')
    expect(await read('a\0')).toContain('a path cannot hold a NUL character')
    expect(await read('x'.repeat(300))).toContain('File name too long')
    expect(await read(`${'x/'.repeat(5000)}x`)).toMatch(/No such file|too long/)
    expect(await read('..')).toContain('outside the granted folders')
    expect(await read('/')).toContain('outside the granted folders')
    expect(await read(`${root}/a:b.txt/`)).toBe('1')
  })
})
