import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, open, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder } from './filesystem-folder.ts'
import { bundled, Guest, wasmtime, type Used } from './guest.ts'
import { npmPeer } from './peers.ts'
import { schemasOf } from './schemas.ts'

type Call = (tool: string, args: object) => Promise<Used>

/** With a limit of memory as Belljar sets one, in MB. */
async function limited(root: string, megabytes: number): Promise<Call> {
  const memory = ['-W', `max-memory-size=${megabytes << 20}`]
  const run = ['run', '-C', 'cache=n', '-S', 'http', ...memory, '--dir', root, bundled('filesystem.wasm')]
  const guest = new Guest([wasmtime, ...run])
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (tool, args) => {
    const used = await guest.use(tool, args)
    if (!used.failed) fits(tool, used.structured)
    return used
  }
}

/** 10,000 files in 100 folders of 10. */
function manyFiles(root: string): void {
  for (let at = 0; at < 10; at++)
    for (let in10 = 0; in10 < 10; in10++) {
      const place = path.join(root, `part-${at}`, `section-${in10}`)
      mkdirSync(place, { recursive: true })
      for (let file = 0; file < 100; file++)
        writeFileSync(path.join(place, `file-${file}.${file % 10 === 0 ? 'ts' : 'txt'}`), '')
    }
}

/** What a server has used of the processors, in hundredths of a second: a machine that does other things too changes only the time. */
function cpu(guest: Guest): number {
  const fields = readFileSync(`/proc/${guest.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

const GB = 2 ** 30

/** Where thousands of files are made quickly. */
const manyFit = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

describe('filesystem, with much', () => {
  it('reads the first and last lines of a gigabyte with hardly any memory', async () => {
    const root = await folder()
    const file = await open(`${root}/big.log`, 'w')
    await file.truncate(GB)
    const lines = (name: string) => Array.from({ length: 5000 }, (_, at) => `${name} ${at} ${'.'.repeat(50)}`)
    await file.write(`${lines('first').join('\n')}\n`, 0)
    const end = `\n${lines('last').join('\n')}\n`
    await file.write(end, GB - end.length)
    await file.close()
    const call = await limited(root, 8)
    const read = async (more: object) => call('read_text_file', { path: 'big.log', ...more })
    expect((await read({ head: 3000 })).text).toBe(lines('first').slice(0, 3000).join('\n'))
    expect((await read({ tail: 3000 })).text).toBe(lines('last').slice(-3000).join('\n'))
    expect((await read({ tail: 1 })).structured).toMatchObject({ size: GB, truncated: false })
    const whole = await read({})
    expect([whole.failed, whole.text]).toEqual([
      true,
      `"${root}/big.log" is too large to be read as a whole: it has 1 GB, and at most 4 MB fit into an answer. ` +
        'Read its first or last lines with head or tail.',
    ])
    expect((await call('read_media_file', { path: 'big.log' })).text).toMatch(
      /is too large: it has 1 GB, and at most 7 MB fit/,
    )
    expect((await call('edit_file', { path: 'big.log', edits: [] })).text).toContain('is too large')
    expect((await call('read_multiple_files', { paths: ['big.log'] })).text).toContain('big.log: Error - ')
  })

  it('gives what fits into an answer within the memory that a server has in Belljar', async () => {
    const root = await folder({
      'most.txt': `${'ü"\\\t12345\n'.repeat(300_000)}`,
      'line.txt': 'é'.repeat(3 * 2 ** 20),
      'most.bin': new Uint8Array(7 * 2 ** 20).fill(200),
      'half-a.txt': 'aaaaaaa\n'.repeat(2 ** 18 + 1),
      'half-b.txt': 'bbbbbbb\n'.repeat(2 ** 18 + 1),
    })
    const call = await limited(root, 128)
    const most = await call('read_text_file', { path: 'most.txt' })
    expect(most.text.length).toBe(300_000 * 10)
    expect((await call('read_media_file', { path: 'most.bin' })).content).toHaveLength(1)
    for (const more of [{ head: 3 }, { tail: 3 }]) {
      const { content, structured } = await call('read_text_file', { path: 'line.txt', ...more })
      expect(structured.truncated).toBe(true)
      expect(structured.content).toMatch(/^é+$/)
      expect(structured.content.length).toBeGreaterThan(2_000_000)
      expect(content[1]?.text).toMatch(
        /^Note: the (first|last) lines .* are longer than 4 MB\. This is only their (beginning|end)\.$/,
      )
    }
    const both = await call('read_multiple_files', { paths: ['half-a.txt', 'half-b.txt', 'half-a.txt'] })
    const [first, second] = both.structured.files
    expect(first.content).toHaveLength(2 ** 21 + 8)
    expect(second.error).toContain('does not fit into this answer any more')
    const edited = await call('edit_file', {
      path: 'most.txt',
      edits: [{ oldText: 'ü"\\\t12345\nü', newText: 'x\nü' }],
    })
    expect(edited.failed).toBe(false)
    const spaced = await call('edit_file', { path: 'most.txt', edits: [{ oldText: ' x', newText: 'y' }] })
    expect(spaced.structured.edits).toEqual([{ line: 1, match: 'whitespace', occurrences: 1 }])
    const rewritten = await call('edit_file', {
      path: 'half-a.txt',
      edits: [{ oldText: 'aaaaaaa\n'.repeat(2 ** 18), newText: 'c\n' }],
    })
    expect(rewritten.failed).toBe(false)
  })

  it.runIf(existsSync('/proc/self/stat'))(
    'draws and searches ten thousand files with less work than the npm server',
    async ({ annotate }) => {
      const root = await folder({}, manyFit)
      manyFiles(root)
      const ours = new Guest('filesystem', { dirs: [root] })
      const theirs = new Guest(npmPeer('filesystem', root))
      await Promise.all([ours, theirs].map((guest) => guest.initialize()))
      const calls: [string, object][] = [
        ['directory_tree', { path: root }],
        ['search_files', { path: root, pattern: '**/*.ts' }],
        ['search_files', { path: root, pattern: '*.ts' }],
      ]
      for (const [tool, args] of calls) {
        const texts = new Map<Guest, string>()
        const work = async (guest: Guest): Promise<number> => {
          const before = cpu(guest)
          for (let round = 0; round < 3; round++) texts.set(guest, (await guest.use(tool, args)).text)
          return cpu(guest) - before
        }
        const ratio = (await work(theirs)) / (await work(ours))
        await annotate(`${tool} ${JSON.stringify(args)}: ${ratio.toFixed(2)} times as much work for the npm server`)
        expect(texts.get(ours)).toBe(texts.get(theirs))
        expect(ratio).toBeGreaterThan(1)
      }
    },
    120_000,
  )

  it('cuts what nobody can read, and says so', async () => {
    const root = await folder({}, manyFit)
    for (const part of ['a', 'b', 'c']) {
      mkdirSync(`${root}/${part}`)
      for (let file = 0; file < 7000; file++) writeFileSync(`${root}/${part}/${file}`, '')
    }
    const call = await limited(root, 128)
    const tree = await call('directory_tree', { path: root })
    expect(tree.structured).toMatchObject({ count: 20_000, truncated: true })
    expect(tree.content[1]?.text).toMatch(
      /^Note: the tree is cut, it has more entries than these 20000, or more than 100 levels\./,
    )
    expect(JSON.parse(tree.content[0]?.text ?? '')).toHaveLength(3)
    const found = await call('search_files', { path: root, pattern: '**' })
    expect(found.structured.matches).toHaveLength(20_000)
    expect(found.content[1]?.text).toBe('Note: these are only the first 20000 matches. Make the pattern narrower.')
    const listed = await call('list_directory', { path: `${root}/c` })
    expect(listed.structured.entries).toHaveLength(7000)
  })

  it('comes to an end in deep folders and in circles of links', async () => {
    const root = await folder()
    const deep = path.join(root, ...Array.from({ length: 300 }, () => 'd'))
    await mkdir(deep, { recursive: true })
    await writeFile(path.join(deep, 'end.txt'), 'the end')
    await symlink('..', `${root}/d/up`)
    await symlink('.', `${root}/d/self`)
    const call = await limited(root, 32)
    const tree = await call('directory_tree', { path: root })
    expect(tree.structured).toMatchObject({ truncated: true, count: 102 })
    const found = await call('search_files', { path: root, pattern: '**/end.txt' })
    expect(found.structured.matches).toEqual([{ path: path.join(deep, 'end.txt'), type: 'file' }])
    expect((await call('read_text_file', { path: path.join(deep, 'end.txt') })).text).toBe('the end')
    expect((await call('create_directory', { path: Array.from({ length: 500 }, () => 'n').join('/') })).failed).toBe(
      false,
    )
    expect(await readdir(root)).toEqual(['d', 'n'])
  })
})
