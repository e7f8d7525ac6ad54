import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { dice, inventHistory } from './git-history.ts'
import { reader } from './git-reader.ts'
import { Repo } from './git-repo.ts'

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest()

/** Calls that reach every part that reads a repository. */
async function everything(use: Awaited<ReturnType<typeof reader>>): Promise<string[]> {
  const answers = []
  for (const [tool, args] of [
    ['git_log', { max_count: -1 }],
    ['git_show', { revision: 'HEAD' }],
    ['git_show', { revision: 'HEAD~1' }],
    ['git_diff', { target: 'HEAD~1' }],
    ['git_diff', { target: 'main...HEAD~3' }],
    ['git_branch', { branch_type: 'all', contains: 'HEAD~2' }],
  ] as const) {
    const { text, failed } = await use(tool, args)
    if (failed) answers.push(text)
  }
  return answers
}

/** A pack and its index, made by hand: git would not make it so. */
function pack(repo: Repo, entries: { id: string; bytes: Buffer }[], version = 2): void {
  const head = Buffer.from([...Buffer.from('PACK'), 0, 0, 0, version, 0, 0, 0, entries.length])
  const places: number[] = []
  let at = head.length
  for (const { bytes } of entries) {
    places.push(at)
    at += bytes.length
  }
  const body = Buffer.concat([head, ...entries.map(({ bytes }) => bytes)])
  const whole = Buffer.concat([body, sha1(body)])
  const sorted = entries.map(({ id }, number) => ({ id, place: places[number] as number }))
  sorted.sort((a, b) => (a.id < b.id ? -1 : 1))
  const number = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const fanout = Array.from({ length: 256 }, (_, byte) =>
    number(sorted.filter(({ id }) => parseInt(id.slice(0, 2), 16) <= byte).length),
  )
  const table = Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]),
    ...fanout,
    ...sorted.map(({ id }) => Buffer.from(id, 'hex')),
    ...sorted.map(() => number(0)),
    ...sorted.map(({ place }) => number(place)),
    sha1(body),
  ])
  const folder = repo.at('.git/objects/pack')
  writeFileSync(path.join(folder, 'pack-made.pack'), whole)
  writeFileSync(path.join(folder, 'pack-made.idx'), Buffer.concat([table, sha1(table)]))
}

/** The head of an entry: its kind and length. */
function entry(kind: number, size: number): Buffer {
  const bytes = []
  let first = (kind << 4) | (size & 15)
  let rest = Math.floor(size / 16)
  while (rest > 0) {
    bytes.push(first | 0x80)
    first = rest & 0x7f
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...bytes, first])
}

const id = (digit: string) => digit.repeat(40)

describe('a damaged repository', () => {
  it('gives sentences for every broken pack and index', { timeout: 240_000 }, async () => {
    const repo = await Repo.make()
    inventHistory(repo, 5, 25)
    repo.git('gc', '-q')
    const folder = repo.at('.git/objects/pack')
    const roll = dice(11)
    const use = await reader(repo)
    expect(await everything(use)).toEqual([])
    let failures = 0
    for (const ending of ['.pack', '.idx']) {
      const file = path.join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) as string)
      chmodSync(file, 0o644)
      const whole = readFileSync(file)
      for (let round = 0; round < 25; round++) {
        const broken = Buffer.from(whole)
        for (let count = roll(4); count >= 0; count--) broken[roll(broken.length)] = roll(256)
        writeFileSync(file, roll(5) ? broken : broken.subarray(0, roll(broken.length)))
        for (const sentence of await everything(use)) {
          failures++
          expect(sentence).toMatch(/[.\])]$/)
        }
      }
      writeFileSync(file, whole)
    }
    expect(failures).toBeGreaterThan(20)
    expect(await everything(use)).toEqual([])
  })

  it('gives sentences for broken loose objects', async () => {
    const repo = await Repo.make({ a: 'a\n', b: 'b\n' })
    const head = repo.git('rev-parse', 'HEAD').trim()
    const file = repo.at(`.git/objects/${head.slice(0, 2)}/${head.slice(2)}`)
    chmodSync(file, 0o644)
    const use = await reader(repo)
    for (const content of [
      Buffer.alloc(0),
      Buffer.from('no zlib'),
      deflateSync('commit 5\0too long'),
      deflateSync('commit 500\0too short'),
      deflateSync('commit x\0'),
      deflateSync('what 4\0text'),
      deflateSync('blob 4\0text'),
      deflateSync('commit 4\0text'),
      deflateSync(`commit 99999999999999\0${'x'.repeat(99)}`),
      deflateSync('commit 99999999999999999999999\0x'),
      deflateSync('x'.repeat(1000)),
      readFileSync(file).subarray(0, 20),
    ]) {
      writeFileSync(file, content)
      const { failed, text } = await use('git_log')
      expect(failed).toBe(true)
      expect(text).toMatch(/\.$/)
    }
  })

  it('is not unpacked without end', { timeout: 60_000 }, async () => {
    const repo = await Repo.make({ a: 'a\n' })
    const huge = deflateSync(Buffer.alloc(64 << 20))
    // A delta of a few bytes that asks for 4 GB; one of itself; one of a base that is not there; zeros without end; a huge head.
    const sizes = [0x80, 0x80, 0x80, 0x80, 0x10]
    const grows = Buffer.from([5, ...sizes, ...Array.from({ length: 60 }, () => [0x90, 5]).flat()])
    pack(repo, [
      { id: id('1'), bytes: Buffer.concat([entry(3, 5), deflateSync('hello')]) },
      { id: id('2'), bytes: Buffer.concat([entry(7, grows.length), Buffer.from(id('1'), 'hex'), deflateSync(grows)]) },
      {
        id: id('3'),
        bytes: Buffer.concat([entry(7, 3), Buffer.from(id('3'), 'hex'), deflateSync(Buffer.from([5, 5, 0]))]),
      },
      {
        id: id('4'),
        bytes: Buffer.concat([entry(7, 3), Buffer.from(id('9'), 'hex'), deflateSync(Buffer.from([5, 5, 0]))]),
      },
      { id: id('5'), bytes: Buffer.concat([entry(3, 10), huge]) },
      { id: id('6'), bytes: Buffer.concat([entry(3, 2 ** 40), huge]) },
      { id: id('7'), bytes: Buffer.concat([Buffer.from([0xe5, 5]), deflateSync('hello')]) },
      { id: id('8'), bytes: Buffer.concat([entry(6, 3), Buffer.from([0xff, 0xff, 0x7f]), deflateSync('hel')]) },
    ])
    const use = await reader(repo)
    expect((await use('git_show', { revision: id('1') })).text).toBe('hello')
    for (const digit of '2345678') {
      const { failed, text } = await use('git_show', { revision: id(digit) })
      expect(failed, digit).toBe(true)
      expect(text, digit).toMatch(/\.$/)
    }
    expect((await use('git_log')).failed).toBe(false)
  })

  it('does not lead in circles or outside', async () => {
    const repo = await Repo.make({ a: 'a\n' })
    const use = await reader(repo)
    writeFileSync(repo.at('.git/refs/heads/one'), 'ref: refs/heads/two\n')
    writeFileSync(repo.at('.git/refs/heads/two'), 'ref: refs/heads/one\n')
    writeFileSync(repo.at('.git/refs/heads/out'), 'ref: ../../../etc/passwd\n')
    writeFileSync(repo.at('.git/refs/heads/broken'), 'nonsense\n')
    mkdirSync(repo.at('.git/refs/heads/loop'))
    symlinkSync('..', repo.at('.git/refs/heads/loop/loop'))
    expect((await use('git_branch', { branch_type: 'all' })).text).toBe('* main')
    for (const revision of ['one', 'out', 'broken']) {
      const { failed, text } = await use('git_show', { revision })
      expect(failed, revision).toBe(true)
      expect(text).toMatch(/without end|cannot be the name|is damaged/)
    }
    for (const head of ['ref: refs/heads/one\n', 'ref: /etc/passwd\n', '', 'ref:\n', '\0\0\0', 'x'.repeat(100_000)]) {
      writeFileSync(repo.at('.git/HEAD'), head)
      const { failed, text } = await use('git_log')
      expect(failed, head.slice(0, 50)).toBe(true)
      expect(text).not.toContain('root:')
    }
    writeFileSync(repo.at('.git/HEAD'), 'ref: refs/heads/main\n')
    writeFileSync(repo.at('.git/objects/info/alternates'), `${repo.at('.git/objects')}\n../objects\n`)
    expect((await use('git_log')).failed).toBe(false)
    const tag = `object ${id('1')}\ntype tag\ntag x\ntagger A <a@b> 1 +0000\n\n`
    repo.git(
      'update-ref',
      'refs/tags/x',
      repo.feed(tag, 'hash-object', '-t', 'tag', '-w', '--stdin', '--literally').trim(),
    )
    expect((await use('git_show', { revision: 'x' })).text).toContain(`The object ${id('1')} is not in this repository`)
  })

  it('does not grow without end', { timeout: 120_000 }, async () => {
    const repo = await Repo.make({ a: 'a\n' })
    let tree = repo.tree(['100644', 'file', repo.blob('x')])
    for (let depth = 0; depth < 12; depth++)
      tree = repo.tree(
        ...Array.from(
          { length: 12 },
          (_, at) => ['40000', `t${String(at).padStart(2, '0')}`, tree] as [string, string, string],
        ),
      )
    repo.branch('bomb', tree)
    let deep = repo.tree(['100644', 'file', repo.blob('x')])
    for (let depth = 0; depth < 3000; depth += 100) {
      const name = 'd'.repeat(200)
      deep = repo.tree(['40000', name, deep])
    }
    repo.branch('deep', deep)
    repo.branch(
      'odd',
      repo.tree(['40000', '..', tree], ['100644', 'a/b', repo.blob('y')], ['7', '.git', repo.blob('z')]),
    )
    const use = await reader(repo)
    for (const branch of ['bomb', 'deep'])
      for (const [tool, args] of [
        ['git_show', { revision: branch }],
        ['git_diff', { target: `main..${branch}` }],
        ['git_diff', { target: branch }],
      ] as const) {
        const { failed, text } = await use(tool, args)
        expect(failed, `${tool} ${branch}`).toBe(true)
        expect(text).toMatch(/too many|longer than/)
      }
    await use('git_show', { revision: 'odd' })
    expect((await use('git_log')).failed).toBe(false)
    truncateSync(repo.at('.git/index'), 10)
    expect((await use('git_diff', { target: 'HEAD' })).failed).toBe(true)
    rmSync(repo.at('.git/refs/heads/main'))
    expect((await use('git_log')).text).toContain('no commit yet')
  })
})
