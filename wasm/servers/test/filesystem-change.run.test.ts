import { execFileSync } from 'node:child_process'
import { chmod, link, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder } from './filesystem-folder.ts'
import { bundled, Guest, wasmtime, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

type Call = (tool: string, args?: object) => Promise<Used>

async function checked(guest: Guest): Promise<Call> {
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (tool, args = {}) => {
    const used = await guest.use(tool, args)
    if (!used.failed) fits(tool, used.structured)
    return used
  }
}

const server = (...dirs: string[]): Promise<Call> => checked(new Guest('filesystem', { dirs }))

const edit = (path: string, ...edits: [string, string][]) => ({
  path,
  edits: edits.map(([oldText, newText]) => ({ oldText, newText })),
})

describe('filesystem, changing', () => {
  it('writes in one step, and leaves nothing behind', async () => {
    const root = await folder({ 'a.txt': 'old' })
    const call = await server(root)
    const first = await call('write_file', { path: 'a.txt', content: 'new ü' })
    expect(first.structured).toEqual({ path: `${root}/a.txt`, bytes: 6, created: false })
    expect((await call('write_file', { path: 'b.txt', content: '' })).structured.created).toBe(true)
    expect(await readFile(`${root}/a.txt`, 'utf8')).toBe('new ü')
    expect(await readdir(root)).toEqual(['a.txt', 'b.txt'])
  })

  it('keeps the old file, and only that, when a new one cannot be written', async () => {
    const root = await folder({ 'a.txt': 'old\n' })
    const script = 'trap "" XFSZ; ulimit -f 4000; exec "$@"'
    const options = ['run', '-C', 'cache=n', '-S', 'http', '--dir', root, bundled('filesystem.wasm')]
    const call = await checked(new Guest(['sh', '-c', script, 'sh', wasmtime, ...options]))
    const content = 'x'.repeat(4_000_000)
    for (const name of ['a.txt', 'b.txt']) {
      const { text, failed } = await call('write_file', { path: name, content })
      expect([failed, text]).toEqual([true, `Cannot write "${root}/${name}": File too large.`])
    }
    const edited = await call('edit_file', edit('a.txt', ['old', content]))
    expect(edited.text).toBe(`Cannot edit "${root}/a.txt": File too large.`)
    expect(await readdir(root)).toEqual(['a.txt'])
    expect(await readFile(`${root}/a.txt`, 'utf8')).toBe('old\n')
  })

  it('leaves permissions and hard links as they are', async () => {
    const root = await folder({ 'run.sh': '#!/bin/sh\necho one\n', '.env': 'KEY=old and long\n' })
    await chmod(`${root}/run.sh`, 0o755)
    await chmod(`${root}/.env`, 0o600)
    await link(`${root}/.env`, `${root}/other`)
    const call = await checked(new Guest('filesystem', { dirs: [root] }))
    expect(await call('edit_file', edit('run.sh', ['one', 'two']))).toMatchObject({ failed: false })
    expect(await call('write_file', { path: '.env', content: 'KEY=new\n' })).toMatchObject({ failed: false })
    const modes = await Promise.all(
      ['run.sh', '.env'].map(async (name) => (await stat(`${root}/${name}`)).mode & 0o777),
    )
    expect(modes).toEqual([0o755, 0o600])
    expect(await readFile(`${root}/run.sh`, 'utf8')).toBe('#!/bin/sh\necho two\n')
    expect(await readFile(`${root}/other`, 'utf8')).toBe('KEY=new\n')
    expect((await readdir(root)).sort()).toEqual(['.env', 'other', 'run.sh'])
  })

  it('says who forbids it', async () => {
    const root = await folder({ 'locked/a.txt': 'a', 'secret.txt': 's' })
    execFileSync('chmod', ['555', `${root}/locked`])
    execFileSync('chmod', ['000', `${root}/secret.txt`])
    const run = [wasmtime, 'run', '-C', 'cache=n', '-S', 'http', '--dir', root, bundled('filesystem.wasm')] as const
    // Root may do everything unless it gives up its right to.
    const bounded =
      process.getuid?.() === 0 ? (['setpriv', '--bounding-set=-all', '--inh-caps=-all', ...run] as const) : run
    const call = await checked(new Guest([...bounded]))
    const denied = async (tool: string, args: object, doing: string) => {
      const { text, failed } = await call(tool, args)
      expect([failed, text]).toEqual([
        true,
        `Cannot ${doing}: Permission denied. Its own permissions forbid it; the person can change them.`,
      ])
    }
    await denied('read_text_file', { path: 'secret.txt' }, `read "${root}/secret.txt"`)
    await denied('read_media_file', { path: 'secret.txt' }, `read "${root}/secret.txt"`)
    await denied('write_file', { path: 'locked/a.txt', content: '' }, `write "${root}/locked/a.txt"`)
    await denied('create_directory', { path: 'locked/new' }, `create the directory "${root}/locked/new"`)
    await denied('move_file', { source: 'locked/a.txt', destination: 'a.txt' }, `move "${root}/a.txt"`)
    await denied('edit_file', edit('locked/a.txt', ['a', 'b']), `edit "${root}/locked/a.txt"`)
    execFileSync('chmod', ['755', `${root}/locked`])
  })

  it('shows an edit in advance, and writes it only when it is asked to', async () => {
    const root = await folder({ 'a.txt': '1\n2\n3\n' })
    const call = await server(root)
    const preview = await call('edit_file', { ...edit('a.txt', ['2', 'two']), dryRun: true })
    expect(preview.text).toContain('@@ -1,3 +1,3 @@\n 1\n-2\n+two\n 3\n```\n')
    expect(preview.structured).toMatchObject({
      dryRun: true,
      changed: true,
      edits: [{ line: 2, match: 'exact', occurrences: 1 }],
    })
    expect(await readFile(`${root}/a.txt`, 'utf8')).toBe('1\n2\n3\n')
    const done = await call('edit_file', edit('a.txt', ['2', 'two']))
    expect(done.content).toEqual(preview.content)
    expect(await readFile(`${root}/a.txt`, 'utf8')).toBe('1\ntwo\n3\n')
    expect(await readdir(root)).toEqual(['a.txt'])
  })

  it('writes nothing when one of several edits does not fit', async () => {
    const root = await folder({ 'a.txt': '1\n2\n3\n' })
    const call = await server(root)
    const { text, failed } = await call('edit_file', edit('a.txt', ['1', 'one'], ['2\n4', 'x'], ['3', 'three']))
    expect(failed).toBe(true)
    expect(text).toContain('Could not find exact match for edit 2 of 3, so nothing was changed.')
    expect(text).toContain('Its first line is line 2 of the file')
    expect(await readFile(`${root}/a.txt`, 'utf8')).toBe('1\n2\n3\n')
    for (const edits of [[['', 'x']], [[' \n', 'x']]] as [string, string][][])
      expect((await call('edit_file', edit('a.txt', ...edits))).failed).toBe(true)
  })

  it('changes the first of several places, and says that there are more', async () => {
    const root = await folder({ 'a.txt': 'x = 1\ny\nx = 1\n' })
    const call = await server(root)
    const { text, content, structured } = await call('edit_file', edit('a.txt', ['x = 1', 'x = 2']))
    expect(content).toHaveLength(2)
    expect(text).toContain('Note: the oldText of edit 1 occurs 2 times; only the first, in line 1, was replaced.')
    expect(structured.edits).toEqual([{ line: 1, match: 'exact', occurrences: 2 }])
    expect(await readFile(`${root}/a.txt`, 'utf8')).toBe('x = 2\ny\nx = 1\n')
  })

  it('keeps line ends, encodings, and the depth of lines', async () => {
    const root = await folder({
      'dos.txt': 'one\r\ntwo\r\nthree',
      'mixed.txt': 'one\r\ntwo\nthree\r\nfour\r\n',
      'marked.txt': '\ufeffone\r\ntwo\r\n',
      'wide.txt': Buffer.from('\ufeffone\r\nzwölf\r\n', 'utf16le'),
      'old.txt': Buffer.from('caf\xe9\r\n', 'latin1'),
      'deep.py': 'def f():\n\tif a:\n\t\tb()\n\t\tc()\n',
    })
    const call = await server(root)
    const edited = async (name: string, ...edits: [string, string][]) => {
      const { failed, text } = await call('edit_file', edit(name, ...edits))
      return failed ? text : await readFile(path.join(root, name))
    }
    expect(await edited('dos.txt', ['one\ntwo', '1\n2\n2.5'])).toEqual(Buffer.from('1\r\n2\r\n2.5\r\nthree'))
    expect(await edited('dos.txt', ['1\r\n2', 'a\r\nb'])).toEqual(Buffer.from('a\r\nb\r\n2.5\r\nthree'))
    expect(await edited('mixed.txt', ['three', '3\n3.5'])).toEqual(Buffer.from('one\r\ntwo\n3\r\n3.5\r\nfour\r\n'))
    expect(await edited('marked.txt', ['one', '1'])).toEqual(Buffer.from('\ufeff1\r\ntwo\r\n'))
    expect(await edited('wide.txt', ['zwölf', '🌏'])).toEqual(Buffer.from('\ufeffone\r\n🌏\r\n', 'utf16le'))
    expect(await edited('old.txt', ['café', 'cafés €'])).toEqual(Buffer.from('caf\xe9s \x80\r\n', 'latin1'))
    expect(await edited('old.txt', ['cafés', '咖啡'])).toContain(
      'in the encoding windows-1252, which lacks a character of newText',
    )
    const deep = 'def f():\n\tif x:\n\t\td()\n\t\te()\n'
    expect(String(await edited('deep.py', ['if a:\n    b()\n    c()', 'if x:\n    d()\n    e()']))).toBe(deep)
  })

  it('makes folders, and moves what is there and nothing else', async () => {
    const root = await folder({ 'a.txt': 'a', 'dir/b.txt': 'b' })
    await symlink('a.txt', `${root}/link`)
    const call = await server(root)
    expect((await call('create_directory', { path: 'x/y/z' })).structured).toEqual({
      path: `${root}/x/y/z`,
      created: true,
    })
    expect((await call('create_directory', { path: 'x/y/z/' })).structured.created).toBe(false)
    expect((await call('create_directory', { path: 'a.txt' })).text).toBe(
      `Cannot create the directory "${root}/a.txt": File exists.`,
    )
    expect((await call('move_file', { source: 'link', destination: 'link2' })).failed).toBe(false)
    expect(await readlink(`${root}/link2`)).toBe('a.txt')
    expect((await call('move_file', { source: 'dir', destination: 'x/dir' })).structured).toMatchObject({
      copied: false,
    })
    const failing: [string, string, string][] = [
      ['a.txt', 'link2', 'Destination already exists'],
      ['a.txt', 'x/dir/b.txt', 'Destination already exists'],
      ['a.txt', 'no/a.txt', 'make it with create_directory first'],
      ['x', 'x/y/x', 'into itself'],
      ['.', 'y', 'it is the granted folder itself'],
      ['none', 'y', 'No such file or directory'],
    ]
    for (const [source, destination, said] of failing)
      expect((await call('move_file', { source, destination })).text).toContain(said)
    expect(await readdir(root)).toEqual(['a.txt', 'link2', 'x'])
  })

  it.runIf(process.platform === 'linux')('moves files to another file system', async ({ skip }) => {
    const [root, shared] = [await folder({ 'a.bin': new Uint8Array(3_000_000).fill(9), 'dir/b.txt': '' }), '/dev/shm']
    const other = path.join(shared, path.basename(root))
    await mkdir(other).catch(() => undefined)
    if ((await stat(other).catch(() => undefined))?.dev === (await stat(root)).dev)
      skip('There is only one file system here.')
    const call = await server(root, other)
    const moved = await call('move_file', { source: `${root}/a.bin`, destination: `${other}/a.bin` })
    expect(moved.structured).toMatchObject({ copied: true })
    expect((await readFile(`${other}/a.bin`)).every((byte) => byte === 9)).toBe(true)
    expect(await readdir(other)).toEqual(['a.bin'])
    expect(await readdir(root)).toEqual(['dir'])
    expect((await call('move_file', { source: `${root}/dir`, destination: `${other}/dir` })).text).toContain(
      'Invalid cross-device link',
    )
    await writeFile(`${root}/c.txt`, 'c')
    const within = await call('move_file', { source: `${root}/c.txt`, destination: `${root}/dir/c.txt` })
    expect(within.structured.copied).toBe(false)
    execFileSync('rm', ['-r', other])
  })
})
