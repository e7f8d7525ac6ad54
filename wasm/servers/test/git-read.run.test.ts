import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { dice, inventHistory } from './git-history.ts'
import { reader } from './git-reader.ts'
import { Repo } from './git-repo.ts'

/** Without the last line feed, which results do not have. */
const printed = (repo: Repo, ...args: string[]) => repo.git(...args).replace(/\n$/, '')

/** Until 2.43 git left a last line without line feed out of what it compares; the files of these tests all have one. */
async function compareAll(repo: Repo, seed: number): Promise<void> {
  const use = await reader(repo)
  const roll = dice(seed)
  const commits = repo.git('rev-list', '--all').trim().split('\n')
  const log = await use('git_log', { max_count: -1 })
  const hashes = (log.structured.commits as { hash: string }[]).map(({ hash }) => hash)
  expect(hashes).toEqual(repo.git('log', '--format=%H').trim().split('\n'))
  expect(hashes.length).toBeGreaterThan(5)
  for (const commit of commits) {
    const target = `${commits[roll(commits.length)]}${['..', '...'][roll(2)]}${commit}`
    const context = [0, 1, 3, 7][roll(4)] as number
    const ours = await use('git_diff', { target, context_lines: context })
    const git = repo.try(['diff', `-U${context}`, target])
    if (git.code === 0) expect(ours.text, target).toBe(`Diff with ${target}:\n${git.out.replace(/\n$/, '')}`)
    else expect(ours.failed, target).toBe(true)
  }
  for (const [kind, ...flags] of [['local'], ['remote', '-r'], ['all', '-a']]) {
    const commit = commits[roll(commits.length)] as string
    expect((await use('git_branch', { branch_type: kind })).text).toBe(printed(repo, 'branch', ...flags))
    const holding = await use('git_branch', { branch_type: kind, contains: commit.slice(0, 10) })
    expect(holding.text).toBe(printed(repo, 'branch', ...flags, '--contains', commit))
    const lacking = await use('git_branch', { branch_type: kind, not_contains: commit })
    expect(lacking.text).toBe(printed(repo, 'branch', ...flags, '--no-contains', commit))
  }
}

/** Ways in which git stores the same objects and refs. */
const storages: Record<string, (repo: Repo) => void> = {
  'in one pack, as imported': () => undefined,
  loose: (repo) => {
    const packs = repo.at('.git/objects/pack')
    const aside = repo.at('.git/aside')
    mkdirSync(aside)
    for (const file of readdirSync(packs)) renameSync(path.join(packs, file), path.join(aside, file))
    for (const file of readdirSync(aside).filter((name) => name.endsWith('.pack')))
      repo.try(['-c', 'core.compression=0', 'unpack-objects', '-q'], readFileSync(path.join(aside, file)))
    rmSync(aside, { recursive: true })
  },
  'after gc': (repo) => void repo.git('gc', '-q'),
  'in deep chains of deltas': (repo) => void repo.git('repack', '-adfq', '--depth=50', '--window=50'),
  'with deltas that name their base': (repo) =>
    void repo.git('-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq', '--depth=50'),
  'with an old index': (repo) => void repo.git('-c', 'pack.indexVersion=1', 'repack', '-adfq'),
  'in several packs, with a multi-pack-index and a commit graph': (repo) => {
    repo.git('-c', 'pack.packSizeLimit=1m', 'repack', '-dq')
    repo.git('commit', '-q', '--allow-empty', '-m', 'loose first')
    repo.git('repack', '-dq')
    repo.git('multi-pack-index', 'write')
    repo.git('commit-graph', 'write', '--reachable')
    repo.git('pack-refs', '--all')
  },
}

describe('what git printed', () => {
  let seed = 0
  for (const [storage, store] of Object.entries(storages))
    it(`is what ours says of objects ${storage}`, { timeout: 120_000 }, async () => {
      const repo = await Repo.make()
      inventHistory(repo, ++seed)
      store(repo)
      await compareAll(repo, seed)
    })

  it('is what ours says of objects that are borrowed from another repository', { timeout: 120_000 }, async () => {
    const lender = await Repo.make()
    inventHistory(lender, 99)
    const repo = await Repo.make()
    repo.git('clone', '-q', '--shared', '--no-checkout', lender.root, repo.at('copy'))
    const use = await reader(repo, lender.root)
    const shown = await use('git_log', { repo_path: repo.at('copy'), max_count: 3 })
    expect(shown.text).toBe((await (await reader(lender))('git_log', { max_count: 3 })).text)
    const alone = await (await reader(repo))('git_log', { repo_path: repo.at('copy') })
    expect(alone.failed).toBe(true)
    expect(alone.text).toContain(`borrows objects from ${lender.root}/.git/objects`)
    expect(alone.text).toContain('grant')
  })
})

describe('git_diff', () => {
  it('compares a commit with the files as they are', async () => {
    const repo = await Repo.make({
      'a.txt': '1\n2\n3\n',
      'b.txt': 'b\n',
      'c/d.txt': 'long enough\nto be known\nagain\n',
    })
    await repo.write({ 'a.txt': '1\ntwo\n3\n' })
    repo.git('commit', '-qam', 'second')
    await repo.write({ 'a.txt': '1\ntwo\nthree', 'new.txt': 'not tracked\n', 'staged.txt': 'x\n' })
    renameSync(repo.at('c/d.txt'), repo.at('moved.txt'))
    rmSync(repo.at('b.txt'))
    repo.git('add', 'staged.txt', 'moved.txt', 'c/d.txt')
    await repo.write({ 'staged.txt': 'x\nand more\n' })
    const use = await reader(repo)
    for (const target of ['HEAD', 'HEAD~1', 'main', 'HEAD^{tree}'])
      expect((await use('git_diff', { target })).text).toBe(`Diff with ${target}:\n${printed(repo, 'diff', target)}`)
    const { structured } = await use('git_diff', { target: 'HEAD' })
    expect(structured.files).toContainEqual({ path: 'moved.txt', old_path: 'c/d.txt', status: 'renamed' })
  })

  it('compares what is in conflict as it lies there', async () => {
    const repo = await Repo.make({ 'a.txt': '1\n' })
    repo.git('checkout', '-qb', 'other')
    await repo.write({ 'a.txt': 'theirs\n' })
    repo.git('commit', '-qam', 'theirs')
    repo.git('checkout', '-q', 'main')
    await repo.write({ 'a.txt': 'ours\n' })
    repo.git('commit', '-qam', 'ours')
    repo.try(['merge', 'other'])
    const { text } = await (await reader(repo))('git_diff', { target: 'HEAD' })
    expect(text).toBe(`Diff with HEAD:\n${printed(repo, 'diff', 'HEAD')}`)
    expect(text).toContain('+<<<<<<< HEAD')
  })

  it('is cut where it is too long, and says what is missing', async () => {
    const repo = await Repo.make({ 'a.txt': '' })
    await repo.write({ 'a.txt': 'line\n'.repeat(200_000), 'b.txt': 'b\n' })
    repo.git('add', '.')
    const { text, failed } = await (await reader(repo))('git_diff', { target: 'HEAD' })
    expect(failed).toBe(false)
    expect(text.length).toBeLessThan(500_000)
    expect(text).toMatch(/The diff is cut here, after \d+ bytes. Not shown are changes in: b.txt/)
  })

  it('takes settings that change what git prints', async () => {
    const repo = await Repo.make({ 'ü.txt': 'a\nb\n', 'old.txt': 'some text\nthat moves\n' })
    await repo.write({ 'ü.txt': 'a\nc\n' })
    repo.git('mv', 'old.txt', 'new.txt')
    repo.git('commit', '-qam', 'second')
    for (const [name, value] of [
      ['core.quotePath', 'false'],
      ['core.abbrev', '12'],
      ['diff.renames', 'false'],
      ['diff.algorithm', 'histogram'],
    ]) {
      repo.git('config', name as string, value as string)
      const { text } = await (await reader(repo))('git_diff', { target: 'HEAD~1..HEAD' })
      expect(text, name).toBe(`Diff with HEAD~1..HEAD:\n${printed(repo, 'diff', 'HEAD~1..HEAD')}`)
    }
  })
})
