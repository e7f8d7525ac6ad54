import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { identity, Repo } from './git-repo.ts'
import { Guest } from './guest.ts'

/** With the memory that a server has unless a person gives it more. */
async function serve(repo: Repo) {
  const guest = new Guest('git', { dirs: [repo.root], env: identity, memory: 256 << 20 })
  await guest.initialize()
  return (tool: string, args: object = {}) => guest.use(tool, { repo_path: repo.root, ...args })
}

const failed = (text: RegExp) => ({ failed: true, text: expect.stringMatching(text) as string })

/** An index with one entry that git would not write. */
function index(repo: Repo, name: string): void {
  const entry = Buffer.alloc(62)
  entry.writeUInt32BE(0o100644, 24)
  Buffer.from(repo.blob('x'), 'hex').copy(entry, 40)
  entry.writeUInt16BE(Math.min(name.length, 0xfff), 60)
  const padding = Buffer.alloc(8 - ((62 + name.length) % 8))
  const content = Buffer.concat([Buffer.from('DIRC\0\0\0\x02\0\0\0\x01'), entry, Buffer.from(name), padding])
  writeFileSync(repo.at('.git/index'), Buffer.concat([content, createHash('sha1').update(content).digest()]))
}

describe('what is too much', () => {
  it('is staged where memory holds it once, and else left with a sentence', { timeout: 120_000 }, async () => {
    const repo = await Repo.make({ a: 'a\n' })
    const use = await serve(repo)
    writeFileSync(repo.at('large'), Buffer.alloc(120 << 20, 'some text that packs well\n'))
    expect((await use('git_add', { files: ['large'] })).text).toBe('Files staged successfully')
    expect(repo.git('ls-files', '-s', 'large')).toContain(repo.git('hash-object', 'large').trim())
    expect(repo.faults()).toBe('')
    writeFileSync(repo.at('larger'), Buffer.alloc(280 << 20))
    expect(await use('git_add', { files: ['.'] })).toMatchObject(failed(/larger: out of memory/))
    expect(existsSync(repo.at('.git/index.lock'))).toBe(false)
  })

  it('is compared without being held', { timeout: 120_000 }, async () => {
    const large = Buffer.alloc(70 << 20, 'some text\n')
    const names = ['a', 'b', 'c', 'd']
    const repo = await Repo.make({ small: 's\n' })
    for (const name of names) writeFileSync(repo.at(name), large)
    repo.git('add', '.')
    repo.git('commit', '-qm', 'large')
    for (const name of names) utimesSync(repo.at(name), 1_700_000_000, 1_700_000_000)
    const use = await serve(repo)
    expect((await use('git_status')).text).toContain('nothing to commit, working tree clean')
    large[5] = 33
    for (const name of names) writeFileSync(repo.at(name), large)
    const { structured } = await use('git_status')
    expect(JSON.stringify(structured.unstaged ?? structured)).toContain('"d"')
  })

  it('is cut out of histories, commits and files', { timeout: 120_000 }, async () => {
    const repo = await Repo.make({ a: 'a\n' })
    const use = await serve(repo)
    const tree = repo.git('rev-parse', 'HEAD^{tree}').trim()
    const who = 'Ada <ada@example.com> 1700000000 +0000'
    const make = (parents: string, message: string) =>
      repo
        .feed(
          `tree ${tree}\n${parents}author ${who}\ncommitter ${who}\n\n${message}`,
          'hash-object',
          '-t',
          'commit',
          '-w',
          '--stdin',
          '--literally',
        )
        .trim()
    const head = repo.git('rev-parse', 'HEAD').trim()
    const wide = make(`parent ${head}\n`.repeat(300_000), 'wide\n')
    const long = make('', 'x\n'.repeat(20 << 20))
    for (const revision of [wide, long]) {
      const { failed, text, structured } = await use('git_show', { revision })
      expect(failed).toBe(false)
      expect(text.length).toBeLessThan(2_000_000)
      expect(structured.parents.length).toBeLessThanOrEqual(1000)
    }
    const bytes = repo.feed(Buffer.alloc(45 << 20, 0xff), 'hash-object', '-w', '--stdin').trim()
    expect((await use('git_show', { revision: bytes })).structured.truncated).toBe(true)
    const commits = Array.from({ length: 60_000 }, (_, at) => {
      const message = `commit ${at}\n\n${'Some words about what was changed, and why. '.repeat(3)}\n`
      const from = at ? `from :${at}\n` : ''
      return `commit refs/heads/long\nmark :${at + 1}\ncommitter ${who}\ndata ${message.length}\n${message}${from}\n`
    })
    repo.feed(commits.join(''), 'fast-import', '--quiet')
    repo.git('symbolic-ref', 'HEAD', 'refs/heads/long')
    const { text, structured } = await use('git_log', { max_count: -1 })
    expect(structured.truncated).toBe(true)
    expect(structured.commits.length).toBeGreaterThan(5000)
    expect(text).toContain(`[Cut here: these are ${structured.commits.length} commits`)
    expect((await use('git_log', { max_count: 100 })).structured).toMatchObject({ truncated: false })
  })

  it('is not compared line by line', { timeout: 60_000 }, async () => {
    const repo = await Repo.make({ a: 'a\n', many: 'x\n'.repeat(3 << 20) })
    const use = await serve(repo)
    writeFileSync(repo.at('many'), Array.from({ length: 1 << 20 }, (_, at) => at.toString(36)).join('\n'))
    expect((await use('git_diff_unstaged')).text).toContain('Binary files a/many and b/many differ')
  })

  it('is no path', async () => {
    const repo = await Repo.make({ a: 'a\n' })
    const use = await serve(repo)
    for (const word of ['b/'.repeat(50_000), 'b/'.repeat(50_000) + 'x', 'y'.repeat(5000)])
      expect(await use('git_add', { files: [word] })).toMatchObject(failed(/^A path of \d+ bytes is longer/))
    index(repo, 'a/'.repeat(60_000) + 'x')
    for (const [tool, args] of [
      ['git_status', {}],
      ['git_commit', { message: 'x' }],
      ['git_add', { files: ['.'] }],
    ] as const)
      expect(await use(tool, args)).toMatchObject(failed(/is longer than any system takes/))
    expect(existsSync(repo.at('.git/index.lock'))).toBe(false)
  })

  it('is a configuration that includes itself again and again', async () => {
    const repo = await Repo.make({ a: 'a\n' })
    appendFileSync(repo.at('.git/config'), `[include]\n${'\tpath = config\n'.repeat(12)}`)
    const use = await serve(repo)
    expect((await use('git_status')).text).toContain('nothing to commit')
  })
})

describe('what git would not do', () => {
  it('takes no path into the index that git refuses', async () => {
    const repo = await Repo.make({ a: 'a\n' })
    const evil = repo.blob('evil\n')
    const inner = repo.tree(['100644', 'x', evil])
    const use = await serve(repo)
    const before = readFileSync(repo.at('.git/index'))
    for (const tree of [
      repo.tree(['100644', 'a', evil], ['40000', '..', inner]),
      repo.tree(['100644', 'a', evil], ['40000', 'a', inner]),
      repo.tree(['40000', '.git', inner]),
    ]) {
      repo.branch('evil', tree)
      repo.git('symbolic-ref', 'HEAD', 'refs/heads/evil')
      expect(await use('git_reset')).toMatchObject(failed(/cannot be taken into the index.*Nothing was changed/))
      expect(readFileSync(repo.at('.git/index'))).toEqual(before)
      repo.git('symbolic-ref', 'HEAD', 'refs/heads/main')
    }
    expect((await use('git_status')).text).toContain('nothing to commit')
  })

  it('follows branches whose names would begin a comment', async () => {
    const repo = await Repo.make({ a: 'a\n' })
    repo.git('remote', 'add', 'origin', '/nowhere')
    const use = await serve(repo)
    for (const name of ['fix-#12', 'a;b', 'say-"hi"']) {
      repo.git('update-ref', `refs/remotes/origin/${name}`, 'HEAD')
      expect((await use('git_checkout', { branch_name: name })).failed).toBe(false)
      expect(repo.git('config', `branch.${name}.merge`)).toBe(`refs/heads/${name}\n`)
      expect(repo.git('rev-parse', '--symbolic-full-name', '@{upstream}')).toBe(`refs/remotes/origin/${name}\n`)
    }
  })

  it('loses no change of the same length in a file that goes through a filter', async () => {
    const repo = await Repo.make({ '.gitattributes': '*.bin filter=lfs\n', 'x.bin': 'AAAA' })
    repo.git('checkout', '-qb', 'other')
    await repo.write({ 'x.bin': 'BBBB' })
    repo.git('commit', '-qam', 'other')
    repo.git('checkout', '-q', 'main')
    const past = new Date(Date.now() - 60_000)
    utimesSync(repo.at('x.bin'), past, past)
    repo.git('update-index', '--refresh')
    const use = await serve(repo)
    await repo.write({ 'x.bin': 'mine' })
    expect(await use('git_checkout', { branch_name: 'other' })).toMatchObject(
      failed(/would be overwritten.*\n\tx\.bin/),
    )
    expect(readFileSync(repo.at('x.bin'), 'utf8')).toBe('mine')
    await repo.write({ 'x.bin': 'AAAA' })
    utimesSync(repo.at('x.bin'), past, past)
    expect((await use('git_checkout', { branch_name: 'other' })).failed).toBe(false)
    expect(readFileSync(repo.at('x.bin'), 'utf8')).toBe('BBBB')
  })
})
