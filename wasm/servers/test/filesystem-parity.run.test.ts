import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { folder, workspace } from './filesystem-folder.ts'
import { Guest, type Used } from './guest.ts'
import { npmPeer } from './peers.ts'

/** `same`: the same text. `fails`: both fail. `content`: the same text, and the same blocks. */
type Expected = 'same' | 'fails'
type Step = [what: string, tool: string, args: Record<string, unknown>, expected: Expected]

const edit = (path: string, ...edits: [string, string][]) => ({
  path,
  edits: edits.map(([oldText, newText]) => ({ oldText, newText })),
})

/** In the order in which they are called: the later ones find what the earlier ones left. ROOT is the folder. */
const steps: Step[] = [
  ['the granted folders', 'list_allowed_directories', {}, 'same'],
  ['a whole file', 'read_text_file', { path: 'ROOT/README.md' }, 'same'],
  ['the old name of that', 'read_file', { path: 'ROOT/README.md' }, 'same'],
  ['a relative path', 'read_text_file', { path: 'src/index.ts' }, 'same'],
  ['a path with dots', 'read_text_file', { path: 'ROOT/src/../src//./index.ts' }, 'same'],
  ['an empty file', 'read_text_file', { path: 'ROOT/empty.txt' }, 'same'],
  ['the tail of an empty file', 'read_text_file', { path: 'ROOT/empty.txt', tail: 3 }, 'same'],
  ['Unicode', 'read_text_file', { path: 'ROOT/日本語/ファイル.md' }, 'same'],
  ['a composed name', 'read_text_file', { path: 'ROOT/umlaut-é.txt' }, 'same'],
  ['a decomposed name', 'read_text_file', { path: 'ROOT/e\u0301.txt' }, 'same'],
  ['the first lines', 'read_text_file', { path: 'ROOT/long.txt', head: 3 }, 'same'],
  ['more first lines than there are', 'read_text_file', { path: 'ROOT/open-end.txt', head: 9 }, 'same'],
  ['the last lines without a last line end', 'read_text_file', { path: 'ROOT/open-end.txt', tail: 2 }, 'same'],
  ['more last lines than there are', 'read_text_file', { path: 'ROOT/open-end.txt', tail: 9 }, 'same'],
  ['head and tail', 'read_text_file', { path: 'ROOT/long.txt', head: 1, tail: 1 }, 'fails'],
  ['through a link', 'read_text_file', { path: 'ROOT/link.md' }, 'same'],
  ['through a linked folder', 'read_text_file', { path: 'ROOT/linked-folder/lib/deep.ts' }, 'same'],
  ['a file that is not there', 'read_text_file', { path: 'ROOT/none.txt' }, 'fails'],
  ['a folder as a file', 'read_text_file', { path: 'ROOT/src' }, 'fails'],
  ['a file as a folder', 'read_text_file', { path: 'ROOT/README.md/x' }, 'fails'],
  ['a path outside', 'read_text_file', { path: '/etc/passwd' }, 'fails'],
  ['a path that climbs out', 'read_text_file', { path: 'ROOT/../../../etc/passwd' }, 'fails'],
  ['a sibling with the same beginning', 'list_directory', { path: 'ROOT-other' }, 'fails'],
  ['no path', 'read_text_file', {}, 'fails'],
  ['a path of the wrong type', 'read_text_file', { path: ['ROOT/README.md'] }, 'fails'],
  ['a NUL', 'read_text_file', { path: 'ROOT/README.md\0.txt' }, 'fails'],
  ['a path of Windows', 'read_text_file', { path: 'C:\\Users\\ada\\x.txt' }, 'fails'],
  ['several files', 'read_multiple_files', { paths: ['ROOT/README.md', 'src/index.ts', 'ROOT/empty.txt'] }, 'same'],
  ['no files', 'read_multiple_files', { paths: [] }, 'fails'],
  ['a picture', 'read_media_file', { path: 'ROOT/pixel.png' }, 'same'],
  ['a sound', 'read_media_file', { path: 'ROOT/sound.wav' }, 'same'],
  ['a drawing', 'read_media_file', { path: 'ROOT/vector.svg' }, 'same'],
  ['other bytes', 'read_media_file', { path: 'ROOT/data.unknown' }, 'same'],
  ['bytes with an odd name', 'read_media_file', { path: 'ROOT/odd #%ü?.dat' }, 'same'],
  ['a picture that is not there', 'read_media_file', { path: 'ROOT/none.png' }, 'fails'],
  ['a listing', 'list_directory', { path: 'ROOT' }, 'same'],
  ['a listing through a link', 'list_directory', { path: 'ROOT/linked-folder' }, 'same'],
  ['an empty folder', 'list_directory', { path: 'ROOT/empty-folder' }, 'same'],
  ['a listing of a file', 'list_directory', { path: 'ROOT/README.md' }, 'fails'],
  ['sizes by name', 'list_directory_with_sizes', { path: 'ROOT/names' }, 'same'],
  ['sizes by size', 'list_directory_with_sizes', { path: 'ROOT/src/lib', sortBy: 'size' }, 'same'],
  ['sizes of nothing', 'list_directory_with_sizes', { path: 'ROOT/empty-folder' }, 'same'],
  ['sizes in an order that is none', 'list_directory_with_sizes', { path: 'ROOT', sortBy: 'age' }, 'fails'],
  ['a tree', 'directory_tree', { path: 'ROOT/node_modules' }, 'same'],
  ['a tree of nothing', 'directory_tree', { path: 'ROOT/empty-folder' }, 'same'],
  [
    'a tree without a name',
    'directory_tree',
    { path: 'ROOT', excludePatterns: ['node_modules', 'up', '*.md', 'linked-folder'] },
    'same',
  ],
  [
    'a tree without patterns',
    'directory_tree',
    { path: 'ROOT', excludePatterns: ['**/*.ts', 'src/up', 'link*', '.*'] },
    'same',
  ],
  ['a tree of a file', 'directory_tree', { path: 'ROOT/README.md' }, 'fails'],
  ['matches in the folder itself', 'search_files', { path: 'ROOT', pattern: '*.txt' }, 'same'],
  ['matches at any depth', 'search_files', { path: 'ROOT', pattern: '**/*.ts' }, 'same'],
  ['a name at any depth', 'search_files', { path: 'ROOT', pattern: '**/index.*' }, 'same'],
  ['braces', 'search_files', { path: 'ROOT', pattern: '**/*.{tsx,md}' }, 'same'],
  ['hidden files', 'search_files', { path: 'ROOT', pattern: '**/.*' }, 'same'],
  ['everything', 'search_files', { path: 'ROOT', pattern: '**' }, 'same'],
  ['a question mark and a class', 'search_files', { path: 'ROOT', pattern: 'a[0-9]?.txt' }, 'same'],
  [
    'without some',
    'search_files',
    { path: 'ROOT', pattern: '**/*.*s*', excludePatterns: ['**/node_modules/**', 'src/lib'] },
    'same',
  ],
  ['no match', 'search_files', { path: 'ROOT', pattern: '*.none' }, 'same'],
  ['a search in nothing', 'search_files', { path: 'ROOT/none', pattern: '*' }, 'fails'],
  ['a new file', 'write_file', { path: 'ROOT/new.txt', content: 'α\nβ\n' }, 'same'],
  ['a file over another', 'write_file', { path: 'new.txt', content: 'short' }, 'same'],
  [
    'a file through a link',
    'write_file',
    { path: 'ROOT/link.md', content: '# New\n\none\ntwo\nthree\nfour\nfive\n' },
    'same',
  ],
  ['a file in a folder that is not there', 'write_file', { path: 'ROOT/no/such/new.txt', content: '' }, 'fails'],
  ['a file over a folder', 'write_file', { path: 'ROOT/src', content: '' }, 'fails'],
  ['a file outside', 'write_file', { path: '/tmp/belljar-outside.txt', content: '' }, 'fails'],
  ['a file without content', 'write_file', { path: 'ROOT/x.txt' }, 'fails'],
  ['an edit in advance', 'edit_file', { ...edit('ROOT/README.md', ['two', '2']), dryRun: true }, 'same'],
  ['an edit', 'edit_file', edit('ROOT/README.md', ['two\nthree', '2\n3\n3.5']), 'same'],
  [
    'edits in order',
    'edit_file',
    edit('ROOT/long.txt', ['line 3\n', 'first\n'], ['first', 'third'], ['line 30', 'thirty']),
    'same',
  ],
  ['an edit of the end', 'edit_file', edit('ROOT/open-end.txt', ['three', 'three\nfour\n']), 'same'],
  [
    'an edit with other spaces',
    'edit_file',
    edit('ROOT/src/index.ts', ['  export const a = 1  ', 'export const a = 2']),
    'same',
  ],
  ['an edit with signs of replacement', 'edit_file', edit('ROOT/src/app.tsx', ['b = 2', "b = '$&$1$`'"]), 'same'],
  ['an edit with fences', 'edit_file', edit('ROOT/new.txt', ['short', '```ts\nx\n```']), 'same'],
  ['an edit into nothing', 'edit_file', edit('ROOT/new.txt', ['```ts\nx\n```', '']), 'same'],
  ['an edit that does not fit', 'edit_file', edit('ROOT/README.md', ['# New', '# Newer'], ['nowhere', '']), 'fails'],
  ['an edit of nothing', 'edit_file', edit('ROOT/none.md', ['a', 'b']), 'fails'],
  ['no edits', 'edit_file', edit('ROOT/README.md'), 'same'],
  ['a new folder', 'create_directory', { path: 'ROOT/one/two/three' }, 'same'],
  ['a folder that is there', 'create_directory', { path: 'ROOT/one/two' }, 'same'],
  ['a folder over a file', 'create_directory', { path: 'ROOT/README.md' }, 'fails'],
  ['a folder below a file', 'create_directory', { path: 'ROOT/README.md/x' }, 'fails'],
  ['a folder outside', 'create_directory', { path: 'ROOT/../../belljar-outside' }, 'fails'],
  ['a renamed file', 'move_file', { source: 'ROOT/a2.txt', destination: 'ROOT/one/a2.txt' }, 'same'],
  ['a renamed folder', 'move_file', { source: 'ROOT/build', destination: 'ROOT/one/built' }, 'same'],
  ['a move onto a file', 'move_file', { source: 'ROOT/a10.txt', destination: 'ROOT/README.md' }, 'fails'],
  ['a move onto a folder', 'move_file', { source: 'ROOT/a10.txt', destination: 'ROOT/src' }, 'fails'],
  ['a move of nothing', 'move_file', { source: 'ROOT/none', destination: 'ROOT/some' }, 'fails'],
  ['a move into nothing', 'move_file', { source: 'ROOT/a10.txt', destination: 'ROOT/none/x' }, 'fails'],
  ['a move into itself', 'move_file', { source: 'ROOT/src', destination: 'ROOT/src/lib/src' }, 'fails'],
  ['a move outside', 'move_file', { source: 'ROOT/a10.txt', destination: '/tmp/belljar-outside.txt' }, 'fails'],
  ['what is known of nothing', 'get_file_info', { path: 'ROOT/none' }, 'fails'],
]

it('does the same as the npm server, and fails where it fails', async () => {
  const roots = await Promise.all([folder(), folder()])
  for (const root of roots) await workspace(root)
  const ours = new Guest('filesystem', { dirs: [roots[0]] })
  const theirs = new Guest(npmPeer('filesystem', roots[1]))
  await Promise.all([ours, theirs].map((guest) => guest.initialize()))
  const call = async (guest: Guest, root: string, tool: string, args: object) => {
    const used = await guest.use(tool, JSON.parse(JSON.stringify(args).replaceAll('ROOT', root)) as object)
    return plain(used, root)
  }
  for (const [what, tool, args, expected] of steps) {
    const [own, other] = [await call(ours, roots[0], tool, args), await call(theirs, roots[1], tool, args)]
    if (expected === 'fails') expect.soft([what, own.failed, other.failed]).toEqual([what, true, true])
    else expect.soft([what, own]).toEqual([what, other])
  }
  expect(await inside(roots[0])).toEqual(await inside(roots[1]))
})

it('tells the same of a file and of a folder, but for permissions', async () => {
  const root = await folder()
  await workspace(root)
  const ours = new Guest('filesystem', { dirs: [root] })
  const theirs = new Guest(npmPeer('filesystem', root), { env: { TZ: 'UTC' } })
  await Promise.all([ours, theirs].map((guest) => guest.initialize()))
  for (const name of ['README.md', 'src', 'link.md', '日本語/ファイル.md']) {
    const [own, other] = [
      await ours.use('get_file_info', { path: name }),
      await theirs.use('get_file_info', { path: name }),
    ]
    expect(own.text).toMatch(/^size: \d+\ncreated: .*\nmodified: /)
    expect(own.text).toBe(other.text.replace(/permissions: \d+/, 'permissions: unknown'))
  }
})

const patterns = [
  ...[
    '*',
    '**',
    '*.ts',
    '**/*.ts',
    'src/*',
    'src/**',
    '**/lib/*',
    '**/lib/**',
    'src/**/*.test.ts',
    '**/src/**/*.ts',
    'src/*/*.ts',
  ],
  ...[
    '*.{md,txt}',
    '{src,build}/**',
    '**/{index,deep}.*',
    '{a,b}{1,2}*',
    '{README,empty}.{md,txt}',
    '**/*.{ts,{js,md}}',
    '{,.}*',
  ],
  ...[
    'a?.txt',
    'a??.txt',
    '[ab]*',
    '[!a]*.txt',
    '[^a]*.txt',
    '[a-c]*',
    'a[0-9]*',
    '**/[[]id[]].ts',
    '**/\\[id\\].ts',
    '日本語/*',
    'umlaut-?.txt',
  ],
  ...[
    '.*',
    '**/.*',
    '.config/**',
    '**/settings.json',
    'nothing',
    'readme.md',
    'src/',
    './src/*',
    '/src/*',
    '**/',
    'src//*',
    '**/**/*.ts',
  ],
  ...[
    '!*.txt',
    'a*0*',
    '*a*e*',
    '**ts',
    'src**',
    'src/**/deep.ts',
    '**/src',
    '**/src/index.ts',
    'name with spaces.txt',
    '*.TXT',
  ],
]

it('matches patterns as the npm server does', async () => {
  const root = await folder()
  await workspace(root)
  const ours = new Guest('filesystem', { dirs: [root] })
  const theirs = new Guest(npmPeer('filesystem', root))
  await Promise.all([ours, theirs].map((guest) => guest.initialize()))
  for (const pattern of patterns) {
    const args = { path: root, pattern }
    const [own, other] = [await ours.use('search_files', args), await theirs.use('search_files', args)]
    expect.soft([pattern, own.text]).toEqual([pattern, other.text])
    // What is in `src/` is left out by theirs, by ours the folder too.
    if (/\w\/$/.test(pattern)) continue
    const without = { path: root, excludePatterns: [pattern, 'node_modules', 'src/up'] }
    const [tree, otherTree] = [await ours.use('directory_tree', without), await theirs.use('directory_tree', without)]
    expect.soft([pattern, tree.text.replaceAll('"symlink"', '"file"')]).toEqual([pattern, otherTree.text])
  }
})

/** Without the folder's name and what differs on purpose: a note behind the answer. */
function plain({ content, text, failed }: Used, root: string): { content: unknown; failed: boolean } {
  if (failed) return { content: text, failed }
  const [first] = JSON.parse(JSON.stringify(content).replaceAll(root, 'ROOT')) as unknown[]
  return { content: first, failed }
}

async function inside(root: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const name = path.join(entry.parentPath, entry.name)
    const kind = entry.isFile() ? await readFile(name, 'latin1') : entry.isDirectory() ? 'folder' : 'link'
    all[path.relative(root, name)] = kind
  }
  return all
}
