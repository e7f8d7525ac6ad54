import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir, utimes } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Repo } from './git-repo.ts'
import { Guest } from './guest.ts'
import { schemasOf } from './schemas.ts'

/** What the real git prints in a status, and ours, which must fit its schema. */
async function statuses(repo: Repo): Promise<{ ours: string; git: string; structured: Record<string, unknown> }> {
  const guest = new Guest('git', { dirs: [repo.root] })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  const { text, structured, failed } = await guest.use('git_status', { repo_path: repo.root })
  expect(failed, text).toBe(false)
  fits('git_status', structured)
  return { ours: text.replace('Repository status:\n', ''), git: repo.git('status').trimEnd(), structured }
}

const files = {
  'a.txt': 'a\n',
  'b.txt': 'b\n',
  'keep/one.txt': '1\n2\n3\n4\n5\n6\n',
  'keep/two.txt': '2\n',
  'old/x.txt': 'x\n',
  '.gitignore': '*.log\n!keep.log\n/build/\n',
}

const situations: Record<string, (repo: Repo) => Promise<void> | void> = {
  'nothing changed': () => undefined,
  'changed, deleted, untracked and ignored files': async (repo) => {
    rmSync(repo.at('old/x.txt'))
    await repo.write({
      'a.txt': 'other\n',
      'new/deep/file': '',
      'x.log': '',
      'keep.log': '',
      'build/out': '',
      'keep/new': '',
    })
  },
  'staged changes, a rename and further ones on top': async (repo) => {
    repo.git('mv', 'keep/one.txt', 'keep/renamed.txt')
    repo.git('rm', '-q', 'b.txt')
    await repo.write({ 'a.txt': 'staged\n', 'added.txt': 'new\n' })
    repo.git('add', '.')
    await repo.write({ 'a.txt': 'changed again\n' })
  },
  'names that git quotes': (repo) =>
    repo.write({ 'ü.txt': '', 'a "b".txt': '', 'tab\tname': '', 'new\nline': '', 'back\\slash/x': '', ' space ': '' }),
  'a link in the place of a file, and a file in that of a link': (repo) => {
    symlinkSync('b.txt', repo.at('link'))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'link')
    rmSync(repo.at('link'))
    writeFileSync(repo.at('link'), 'b.txt')
    rmSync(repo.at('a.txt'))
    symlinkSync('b.txt', repo.at('a.txt'))
  },
  'a folder that became a link to one with the same files': async (repo) => {
    await repo.write({ 'other/one.txt': files['keep/one.txt'], 'other/two.txt': '2\n' })
    rmSync(repo.at('keep'), { recursive: true })
    symlinkSync('other', repo.at('keep'))
  },
  'a repository inside, and empty folders': async (repo) => {
    await mkdir(repo.at('empty/deep'), { recursive: true })
    repo.git('init', '-q', 'inner')
    await repo.write({ 'inner/file': '' })
  },
  'ignore files at every level': async (repo) => {
    await repo.write({
      '.git/info/exclude': 'excluded\n',
      'sub/.gitignore': '*\n!*.md\n!deeper/\n',
      'sub/deeper/.gitignore': '!*.txt\n',
      'sub/a.md': '',
      'sub/b.bin': '',
      'sub/deeper/c.txt': '',
      'sub/deeper/d.bin': '',
      'sub/deeper/x.log': '',
      excluded: '',
      'keep/excluded': '',
      'all-ignored/x.log': '',
    })
  },
  'a detached HEAD that moved on': (repo) => {
    repo.git('checkout', '-q', '--detach')
    repo.git('commit', '-q', '--allow-empty', '-m', 'loose')
  },
  'a tag checked out': (repo) => {
    repo.git('tag', '-a', 'v1', '-m', 'v1')
    repo.git('checkout', '-q', 'v1')
  },
  'a branch apart from the one that it follows': (repo) => {
    repo.git('clone', '-q', '--bare', '.', '.git/remote.git')
    repo.git('remote', 'add', 'origin', '.git/remote.git')
    repo.git('commit', '-q', '--allow-empty', '-m', 'theirs 1')
    repo.git('commit', '-q', '--allow-empty', '-m', 'theirs 2')
    repo.git('push', '-q', '-u', 'origin', 'main')
    repo.git('reset', '-q', '--hard', 'HEAD~2')
    repo.git('commit', '-q', '--allow-empty', '-m', 'ours')
  },
  'an upstream that is gone': (repo) => {
    repo.git('config', 'branch.main.remote', 'origin')
    repo.git('config', 'branch.main.merge', 'refs/heads/main')
    repo.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
  },
  'untracked files that are not wanted': (repo) => {
    repo.git('config', 'status.showUntrackedFiles', 'no')
    return repo.write({ untracked: '' })
  },
  'an announced file': async (repo) => {
    await repo.write({ announced: 'soon\n' })
    repo.git('add', '-N', 'announced')
  },
}

describe('status', () => {
  it.each(Object.keys(situations))('%s', async (name) => {
    const repo = await Repo.make(files)
    await situations[name]?.(repo)
    const { ours, git } = await statuses(repo)
    expect(ours).toBe(git)
  })

  it('before the first commit', async () => {
    const repo = await Repo.make()
    const { ours, git, structured } = await statuses(repo)
    expect(ours).toBe(git)
    expect(structured).toMatchObject({ branch: 'main', head: null, clean: true })
    await repo.write({ a: '', b: '' })
    repo.git('add', 'a')
    const later = await statuses(repo)
    expect(later.ours).toBe(later.git)
    expect(later.structured).toMatchObject({ staged: [{ path: 'a', status: 'added' }], untracked: ['b'], clean: false })
  })

  it('sees a change that left size and time as they were', async () => {
    const repo = await Repo.make({ a: 'one\n' })
    const then = new Date(1_600_000_000_000)
    await utimes(repo.at('a'), then, then)
    repo.git('update-index', '--refresh')
    // In the tick in which the index is written.
    const index = readFileSync(repo.at('.git/index'))
    writeFileSync(repo.at('a'), 'two\n')
    await utimes(repo.at('a'), then, then)
    writeFileSync(repo.at('.git/index'), index)
    await utimes(repo.at('.git/index'), then, then)
    const { structured } = await statuses(repo)
    expect(structured['unstaged']).toEqual([{ path: 'a', status: 'modified' }])
  })

  it('reads every version of the index that git writes', async () => {
    const repo = await Repo.make(files)
    await repo.write({ 'a.txt': 'x', 'b.txt': 'y' })
    repo.git('add', 'b.txt')
    for (const version of ['2', '3', '4']) {
      repo.git('update-index', '--index-version', version)
      const { ours, git } = await statuses(repo)
      expect(ours).toBe(git)
    }
  })

  it.each([
    ['core.autocrlf', 'true'],
    ['core.autocrlf', 'input'],
    ['core.eol', 'crlf'],
  ])('does not take other line ends for changes with %s=%s', async (name, value) => {
    const repo = await Repo.make({ '.gitattributes': '*.t text\n*.c eol=crlf\n*.g text=auto\n*.b -text\n' })
    repo.git('config', name, value)
    const text = (ends: string) => ['one', 'two', ''].join(ends)
    const all = ['x.t', 'x.c', 'x.g', 'x.b', 'x.n'].flatMap((file) => [
      [`lf/${file}`, text('\n')],
      [`crlf/${file}`, text('\r\n')],
      [`mixed/${file}`, 'one\r\ntwo\nthree\r'],
      [`binary/${file}`, 'one\r\n\0\r\n'],
    ])
    await repo.write(Object.fromEntries(all) as Record<string, string>)
    repo.git('add', '.')
    repo.git('commit', '-qm', 'second')
    for (const [file = '', content = ''] of all) {
      await repo.write({
        [file]: content.includes('\r\n') ? content.replaceAll('\r\n', '\n') : content.replaceAll('\n', '\r\n'),
      })
    }
    const { ours, git } = await statuses(repo)
    expect(ours).toBe(git)
  })
})

describe('an index that is not as it should be', () => {
  const sealed = (bytes: Buffer) => Buffer.concat([bytes, createHash('sha1').update(bytes).digest()])
  const hostile: Record<string, [(index: Buffer) => Buffer, RegExp]> = {
    'cut short': [(index) => index.subarray(0, 50), /damaged/],
    'with a wrong checksum': [(index) => Buffer.concat([index.subarray(0, -1), Buffer.from([1])]), /checksum/],
    'with billions of entries': [
      (index) => sealed(Buffer.concat([index.subarray(0, 8), Buffer.from('ffffffff', 'hex'), index.subarray(12, -20)])),
      /too short/,
    ],
    'of another kind': [() => Buffer.from('x'.repeat(100)), /DIRC/],
    'of a later version': [
      (index) => sealed(Buffer.concat([Buffer.from('DIRC\0\0\0\x09'), index.subarray(8, -20)])),
      /version 9/,
    ],
    'with an extension that must be known': [
      (index) => sealed(Buffer.concat([index.subarray(0, -20), Buffer.from('zzzz\0\0\0\0')])),
      /"zzzz"/,
    ],
    'with a path that leads out': [
      (index) => sealed(Buffer.from(index.subarray(0, -20).toString('latin1').replace('a/b.txt', '../.txt'), 'latin1')),
      /leads out/,
    ],
  }

  it.each(Object.keys(hostile))('gives a sentence: %s', async (name) => {
    const repo = await Repo.make({ 'a/b.txt': 'x\n' })
    const [change, words] = hostile[name] ?? []
    if (!change || !words) throw new Error(name)
    repo.git('update-index', '--index-version', '2')
    const bytes = change(readFileSync(repo.at('.git/index')))
    writeFileSync(repo.at('.git/index'), bytes)
    const guest = new Guest('git', { dirs: [repo.root] })
    await guest.initialize()
    for (const [tool, args] of [
      ['git_status', {}],
      ['git_diff_unstaged', {}],
      ['git_diff_staged', {}],
      ['git_add', { files: ['.'] }],
      ['git_commit', { message: 'x' }],
      ['git_reset', {}],
      ['git_checkout', { branch_name: 'main' }],
    ] as const) {
      const { text, failed } = await guest.use(tool, { repo_path: repo.root, ...args })
      expect(failed, tool).toBe(true)
      expect(text).toMatch(words)
    }
    expect(readFileSync(repo.at('.git/index'))).toEqual(bytes)
  })
})
