import { execFileSync } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { fill, folder, png, workspace } from './filesystem-folder.ts'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

type Call = (tool: string, args?: object) => Promise<Used>

/** Every answer is held against its tool's output schema. */
async function server(...dirs: string[]): Promise<Call> {
  const guest = new Guest('filesystem', { dirs })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (tool, args = {}) => {
    const used = await guest.use(tool, args)
    if (used.failed) expect(used.structured).toBeUndefined()
    else fits(tool, used.structured)
    return used
  }
}

const text = (path: string, more = {}) => ({ path, ...more })

describe('filesystem', () => {
  it('offers its tools in one order, and says what each may do', async () => {
    const guest = new Guest('filesystem')
    await guest.initialize()
    const { tools } = await schemasOf(guest)
    const changing = tools.filter(({ annotations }) => !annotations?.['readOnlyHint']).map(({ name }) => name)
    expect(tools).toHaveLength(14)
    expect(changing).toEqual(['write_file', 'edit_file', 'create_directory', 'move_file'])
    expect(tools.every(({ annotations }) => annotations?.['openWorldHint'] === false)).toBe(true)
  })

  it('runs without a folder, and says what it lacks', async () => {
    const guest = new Guest('filesystem')
    await guest.initialize()
    const allowed = await guest.use('list_allowed_directories', {})
    expect(allowed.structured).toEqual({ directories: [] })
    expect(allowed.text).toContain('No folder is granted to this server yet; the person can grant one in Belljar.')
    const { text, failed } = await guest.use('read_text_file', { path: 'notes.txt' })
    expect([text, failed]).toEqual([expect.stringContaining('No folder is granted'), true])
    expect((await guest.end()).stderr).toMatch(/^filesystem \d+\.\d+\.\d+ ready, but no folder is granted\n$/)
  })

  it('names its folders in the log and to the model', async () => {
    const [one, other] = [await folder(), await folder()]
    const guest = new Guest('filesystem', { dirs: [one, other] })
    await guest.initialize()
    const { text, structured } = await guest.use('list_allowed_directories', {})
    expect(text).toBe(`Allowed directories:\n${one}\n${other}`)
    expect(structured).toEqual({ directories: [one, other].map((path) => ({ path, access: 'write' })) })
    const relative = await guest.use('read_text_file', { path: 'x' })
    expect(relative.text).toContain('it is relative, and more than one folder is granted. Give the whole path.')
    expect((await guest.end()).stderr).toContain(`ready, in "${one}", "${other}"`)
  })

  it('refuses what has the wrong type, for every tool', async () => {
    const guest = new Guest('filesystem', { dirs: [await folder({ 'a.txt': 'a' })] })
    await guest.initialize()
    const { tools } = await schemasOf(guest)
    for (const { name, inputSchema } of tools) {
      for (const argument of inputSchema.required ?? []) {
        const good = {
          path: 'a.txt',
          paths: ['a.txt'],
          content: '',
          edits: [],
          pattern: '*',
          source: 'a',
          destination: 'b',
        }
        for (const bad of [5, true, { a: [] }, undefined]) {
          const { text, failed } = await guest.use(name, { ...good, [argument]: bad })
          expect([name, argument, failed]).toEqual([name, argument, true])
          expect(text).toMatch(new RegExp(`The argument ${argument} (must be|is missing)`))
        }
      }
    }
    const wrong = async (args: object) => (await guest.use('read_text_file', { path: 'a.txt', ...args })).text
    expect(await wrong({ head: 0 })).toBe('The argument head must be at least 1, not 0.')
    expect(await wrong({ tail: -3 })).toContain('must be at least 1')
    expect(await wrong({ head: 1.5 })).toContain('must be a whole number or null, not 1.5')
    expect(await wrong({ head: 1e300 })).toBe('a')
    expect(await wrong({ head: null, tail: null })).toBe('a')
    const asText = await guest.use('read_multiple_files', { paths: '["a.txt"]' })
    expect([asText.failed, asText.text]).toEqual([false, expect.stringContaining('a.txt:')])
    const searched = { path: '.', pattern: '*', excludePatterns: '["*.txt"]' }
    expect((await guest.use('search_files', searched)).text).toBe('No matches found')
  })

  it('reads text in the encodings that text has', async () => {
    const wide = (order: 'utf16le' | 'be') => {
      const bytes = Buffer.from('\ufeffgrün\r\n🌏\nend', 'utf16le')
      return order === 'be' ? bytes.swap16() : bytes
    }
    const call = await server(
      await folder({
        'utf8.txt': 'grün\r\n🌏\nend',
        'marked.txt': '\ufeffgrün\r\n🌏\nend',
        'le.txt': wide('utf16le'),
        'be.txt': wide('be'),
        'old.txt': Buffer.from('caf\xe9 \x80 \x93x\x94\r\nend\r\n', 'latin1'),
      }),
    )
    const files = [
      ['utf8', 'utf-8'],
      ['marked', 'utf-8-bom'],
      ['le', 'utf-16le'],
      ['be', 'utf-16be'],
    ]
    for (const [name, encoding] of files) {
      const whole = await call('read_text_file', text(`${name}.txt`))
      expect(whole.text).toBe('grün\r\n🌏\nend')
      expect(whole.structured).toMatchObject({ content: whole.text, encoding, truncated: false })
      expect((await call('read_text_file', text(`${name}.txt`, { head: 1 }))).text).toBe('grün')
      expect((await call('read_text_file', text(`${name}.txt`, { tail: 2 }))).text).toBe('🌏\nend')
      expect((await call('read_text_file', text(`${name}.txt`, { tail: 99 }))).text).toBe('grün\r\n🌏\nend')
    }
    const old = await call('read_file', text('old.txt'))
    expect(old.text).toBe('café € “x”\r\nend\r\n')
    expect(old.structured.encoding).toBe('windows-1252')
    expect((await call('read_text_file', text('old.txt', { tail: 1 }))).text).toBe('end')
  })

  it('does not take bytes for text', async () => {
    const call = await server(await folder({ 'a.png': png, 'b.txt': 'a\0b', 'c.txt': Buffer.from([0xc3, 0x28, 7]) }))
    for (const name of ['a.png', 'b.txt', 'c.txt']) {
      for (const more of [{}, { head: 1 }, { tail: 1 }]) {
        const { text: said, failed } = await call('read_text_file', text(name, more))
        expect(failed).toBe(true)
        expect(said).toMatch(/is a binary file, not text\. Use read_media_file for its bytes\./)
      }
    }
    expect((await call('edit_file', { path: 'a.png', edits: [{ oldText: 'a', newText: 'b' }] })).failed).toBe(true)
  })

  it('counts the last lines as people do', async () => {
    const call = await server(await folder({ 'a.txt': 'one\ntwo\nthree\n', 'b.txt': '\n\n\n', 'c.txt': 'x' }))
    const tail = async (name: string, count: number) => (await call('read_text_file', text(name, { tail: count }))).text
    expect(await tail('a.txt', 1)).toBe('three')
    expect(await tail('a.txt', 2)).toBe('two\nthree')
    expect(await tail('a.txt', 3)).toBe('one\ntwo\nthree')
    expect(await tail('b.txt', 2)).toBe('\n')
    expect(await tail('c.txt', 1)).toBe('x')
  })

  it('gives media as what they are, whatever they are called', async () => {
    const root = await folder({
      'a.png': png,
      'b.jpg': png,
      'c.mp3': 'ID3\u0003',
      'd.bin': Buffer.from([0, 1]),
      'e.pdf': '%PDF-1',
    })
    const call = await server(root)
    const read = async (name: string) => (await call('read_media_file', text(name))).content[0]
    expect(await read('a.png')).toEqual({ type: 'image', mimeType: 'image/png', data: png.toString('base64') })
    expect(await read('b.jpg')).toMatchObject({ type: 'image', mimeType: 'image/png' })
    expect(await read('c.mp3')).toMatchObject({ type: 'audio', mimeType: 'audio/mpeg' })
    const resource = { uri: `file://${root}/d.bin`, mimeType: 'application/octet-stream', blob: 'AAE=' }
    expect(await read('d.bin')).toEqual({ type: 'resource', resource })
    expect(await read('e.pdf')).toMatchObject({ resource: { mimeType: 'application/pdf' } })
    const { structured } = await call('read_media_file', text('b.jpg'))
    expect(structured).toEqual({ path: `${root}/b.jpg`, mimeType: 'image/png', size: png.length, type: 'image' })
  })

  it('reads many files, and says of each what is wrong with it', async () => {
    const root = await folder({ 'a.txt': 'A', 'b.png': png })
    const call = await server(root)
    const { text: said, structured } = await call('read_multiple_files', {
      paths: ['a.txt', 'none', 'b.png', '/etc/passwd', ''],
    })
    expect(said.split('\n---\n').map((part) => part.split('\n')[0])).toEqual([
      'a.txt:',
      expect.stringMatching(/^none: Error - Cannot read ".*none": No such file or directory\./),
      expect.stringMatching(/^b.png: Error - .*binary/),
      expect.stringMatching(/^\/etc\/passwd: Error - Permission denied/),
      expect.stringMatching(/^: Error - .*empty/),
    ])
    expect(structured.files[0]).toEqual({ path: 'a.txt', content: 'A', encoding: 'utf-8' })
    expect(structured.files[3]).toEqual({
      path: '/etc/passwd',
      error: expect.stringContaining('outside the granted folders'),
    })
  })

  it('tells every kind of entry, and nobody can add lines to a listing', async () => {
    const root = await folder({ 'a\n[DIR] b': 'x', 'é.txt': '1', 'e\u0301.txt': '22' })
    await mkdir(path.join(root, 'dir'))
    await symlink('dir', path.join(root, 'link'))
    execFileSync('mkfifo', [path.join(root, 'pipe')])
    await writeFile(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x78, 0xff])]), '')
    const call = await server(root)
    const listed = await call('list_directory', text(root))
    expect(listed.text.split('\n').slice(0, 7)).toEqual([
      ...['[FILE] a\\n[DIR] b', '[DIR] dir', '[FILE] e\u0301.txt', '[FILE] link', '[FILE] pipe', '[FILE] é.txt'],
      'Note: left out 1 with a name that is not Unicode, which cannot be opened here.',
    ])
    expect(listed.structured.entries).toEqual([
      { name: 'a\n[DIR] b', type: 'file' },
      { name: 'dir', type: 'directory' },
      { name: 'e\u0301.txt', type: 'file' },
      { name: 'link', type: 'symlink' },
      { name: 'pipe', type: 'other' },
      { name: 'é.txt', type: 'file' },
    ])
    const sizes = await call('list_directory_with_sizes', text(root))
    expect(sizes.structured).toMatchObject({ totalFiles: 5, totalDirectories: 1, totalSize: 4, unreadableNames: 1 })
    for (const tool of ['read_text_file', 'read_media_file'])
      expect((await call(tool, text('pipe'))).text).toContain('a pipe, a socket or a device')
    expect((await call('read_text_file', text('a\n[DIR] b'))).text).toBe('x')
    expect((await call('read_text_file', text('e\u0301.txt'))).text).toBe('22')
  })

  it('finds and draws what is there, as data too', async () => {
    const root = await folder()
    await workspace(root)
    const call = await server(root)
    const found = await call('search_files', { path: root, pattern: '**/*deep*' })
    expect(found.structured.matches).toEqual([
      { path: `${root}/src/lib/deep.test.ts`, type: 'file' },
      { path: `${root}/src/lib/deep.ts`, type: 'file' },
    ])
    const tree = await call('directory_tree', { path: `${root}/src`, excludePatterns: ['lib/', '*.tsx'] })
    expect(JSON.parse(tree.text)).toEqual([
      { name: 'index.ts', type: 'file' },
      { name: 'up', type: 'symlink' },
    ])
    expect(tree.structured.entries).toEqual(JSON.parse(tree.text))
    for (const [tool, args] of [
      ['search_files', { path: root, pattern: '{a,b' }],
      ['search_files', { path: root, pattern: '*', excludePatterns: ['[a'] }],
      ['directory_tree', { path: root, excludePatterns: ['x{'] }],
    ] as const)
      expect((await call(tool, args)).text).toMatch(/The glob pattern .* is not sound: unclosed/)
  })

  it('declares what it needs', async () => {
    const needs = JSON.parse(await readFile(new URL('../filesystem/needs.json', import.meta.url), 'utf8')) as object
    expect(needs).toEqual({ directories: [{ access: 'write', required: true, reason: expect.any(String) as string }] })
    await fill(await folder(), {})
  })
})
