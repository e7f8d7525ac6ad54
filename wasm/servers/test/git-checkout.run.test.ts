import {
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { identity, Repo } from './git-repo.ts'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

/** Checks a branch out; the result must fit its schema, and git must find nothing wrong. */
async function serve(repo: Repo) {
  const guest = new Guest('git', { dirs: [repo.root], env: identity })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (branch_name: string): Promise<Used> => {
    const used = await guest.use('git_checkout', { repo_path: repo.root, branch_name })
    if (!used.failed) fits('git_checkout', used.structured)
    return used
  }
}

const failed = (text: RegExp) => ({ failed: true, text: expect.stringMatching(text) as string })

/** What must stay as it is: HEAD, index and all files outside of .git. */
const seen = (repo: Repo) =>
  repo.git('rev-parse', '--symbolic-full-name', 'HEAD') +
  repo.git('ls-files', '-s') +
  repo.git('status', '--porcelain', '--ignored')

describe('git_checkout', () => {
  it('switches branches as git does, and back', async () => {
    const repo = await Repo.make({ a: '1\n', 'gone/deep/x': 'x\n', same: 's\n', 'file-or-folder': 'f\n' })
    repo.git('checkout', '-qb', 'other')
    repo.git('rm', '-qr', 'gone', 'file-or-folder')
    await repo.write({ a: '2\n', 'new/y': 'y\n', 'file-or-folder/z': 'z\n' })
    symlinkSync('../a', repo.at('new/link'))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'other')
    const use = await serve(repo)
    const same = statSync(repo.at('same')).mtimeMs
    expect((await use('main')).text).toBe("Switched to branch 'main'")
    expect(repo.git('status')).toBe('On branch main\nnothing to commit, working tree clean\n')
    expect(readFileSync(repo.at('gone/deep/x'), 'utf8')).toBe('x\n')
    expect(existsSync(repo.at('new'))).toBe(false)
    expect((await use('other')).structured).toMatchObject({ branch: 'other', changed: 6, kept: [], notes: [] })
    expect(repo.git('status')).toBe('On branch other\nnothing to commit, working tree clean\n')
    expect(existsSync(repo.at('gone'))).toBe(false)
    expect(readlinkSync(repo.at('new/link'))).toBe('../a')
    expect(statSync(repo.at('same')).mtimeMs).toBe(same)
    expect(repo.git('reflog', '-1', '--format=%gs')).toBe('checkout: moving from main to other\n')
    expect(repo.faults()).toBe('')
  })

  it('detaches for commits and tags, and follows the branch of a remote', async () => {
    const repo = await Repo.make({ a: '1\n' })
    repo.git('tag', '-a', 'v1', '-m', 'v1')
    repo.git('clone', '-q', '--bare', '.', '.git/remote.git')
    repo.git('remote', 'add', 'origin', '.git/remote.git')
    repo.git('push', '-q', 'origin', 'main:feature/x')
    const use = await serve(repo)
    const id = repo.git('rev-parse', 'HEAD').trim()
    expect((await use('v1')).text).toBe(`HEAD is now detached at ${id.slice(0, 7)}`)
    expect(repo.git('status')).toMatch(/^HEAD detached at v1\n/)
    expect((await use(id.slice(0, 8))).structured).toMatchObject({ branch: null, head: id })
    expect((await use('feature/x')).text).toMatch(/^Switched to branch 'feature\/x'\n.*track 'origin\/feature\/x'/)
    expect(repo.git('status')).toMatch(/^On branch feature\/x\nYour branch is up to date with 'origin\/feature\/x'\.\n/)
    expect(await use('none')).toMatchObject(failed(/none/))
    expect(await use('--force')).toMatchObject(failed(/cannot start with '-'/))
    expect(repo.faults()).toBe('')
  })

  it('keeps local changes, and refuses where they would be overwritten', async () => {
    const repo = await Repo.make({ a: '1\n', b: '1\n' })
    repo.git('checkout', '-qb', 'other')
    await repo.write({ a: '2\n', c: '3\n', 'd/e': '4\n' })
    repo.git('add', '.')
    repo.git('commit', '-qm', 'other')
    repo.git('checkout', '-q', 'main')
    const use = await serve(repo)
    await repo.write({ b: 'mine\n' })
    expect((await use('other')).structured.kept).toEqual([{ path: 'b', status: 'modified' }])
    await use('main')
    await repo.write({ a: 'mine\n', c: 'untracked\n', d: 'a file\n' })
    const before = seen(repo)
    const refused = await use('other')
    expect(refused).toMatchObject(failed(/local changes to the following files[^]*\ta\n/))
    expect(refused.text).toMatch(/untracked working tree files[^]*\tc\n\td\n/)
    expect(seen(repo)).toBe(before)
    expect(readFileSync(repo.at('c'), 'utf8')).toBe('untracked\n')
  })

  it('says which modes and links it could not bring about, and keeps those that are there', async () => {
    const repo = await Repo.make({ 'run.sh': '1\n', base: '' })
    await chmod(repo.at('run.sh'), 0o755)
    repo.git('commit', '-qam', 'executable')
    repo.git('checkout', '-qb', 'other')
    await repo.write({ 'run.sh': '2\n', 'new.sh': 'n\n' })
    await chmod(repo.at('new.sh'), 0o755)
    symlinkSync('/etc/hostname', repo.at('outside'))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'other')
    repo.git('checkout', '-q', 'main')
    const use = await serve(repo)
    const { structured } = await use('other')
    expect(structured.notes).toEqual([
      expect.stringMatching(/chmod \+x.*: new\.sh\.$/),
      expect.stringMatching(/lead out of the granted folder.*: outside\.$/),
    ])
    expect(statSync(repo.at('run.sh')).mode & 0o111).not.toBe(0)
  })

  it('brings everything back when it fails in the midst', async () => {
    const repo = await Repo.make({ a: '1\n', b: '1\n', 'sub/c': '1\n' })
    const damaged = repo.blob('damaged')
    repo.branch('broken', repo.tree(['100644', 'a', repo.blob('3\n')], ['100644', 'z', damaged]))
    // Its beginning is right, so that only reading all of it shows.
    const object = repo.at(`.git/objects/${damaged.slice(0, 2)}/${damaged.slice(2)}`)
    const bytes = readFileSync(object)
    rmSync(object)
    writeFileSync(object, bytes.subarray(0, -6))
    repo.git('checkout', '-q', 'main')
    const use = await serve(repo)
    const before = seen(repo)
    expect(await use('broken')).toMatchObject(failed(/brought back/))
    expect(seen(repo)).toBe(before)
    expect(readFileSync(repo.at('a'), 'utf8')).toBe('1\n')
  })
})

describe('a hostile tree', () => {
  const evil = (repo: Repo) => repo.blob('evil')
  const inside = (repo: Repo, name: string) =>
    repo.tree(['40000', name, repo.tree(['40000', 'hooks', repo.tree(['100755', 'pre-commit', evil(repo)])])])
  const trees: Record<string, (repo: Repo) => string> = {
    ...Object.fromEntries(
      [
        '.git',
        '.GIT',
        '.Git',
        'git~1',
        'GIT~1',
        '.git ',
        '.git.',
        '.git . .',
        '.git::$INDEX_ALLOCATION',
        '.g\u200cit',
      ].map((name) => [JSON.stringify(name), (repo: Repo) => inside(repo, name)]),
    ),
    'a folder ..': (repo) => repo.tree(['40000', '..', repo.tree(['100644', 'x', evil(repo)])]),
    'a folder .': (repo) => repo.tree(['40000', '.', repo.tree(['100644', 'x', evil(repo)])]),
    'a name with a slash': (repo) => repo.tree(['100644', '../x', evil(repo)]),
    'a name that leads into .git': (repo) => repo.tree(['100644', '.git/hooks/x', evil(repo)]),
    'an absolute name': (repo) => repo.tree(['100644', '/tmp/x', evil(repo)]),
    'a name with a backslash': (repo) => repo.tree(['100644', '..\\x', evil(repo)]),
    'a name that is no UTF-8': (repo) => repo.tree(['100644', Buffer.from([255]), evil(repo)]),
    'an empty name': (repo) => repo.tree(['100644', '', evil(repo)]),
    'a file twice': (repo) => repo.tree(['100644', 'x', evil(repo)], ['100644', 'x', repo.blob('other')]),
    'a link that is also a folder': (repo) =>
      repo.tree(
        ['120000', 'x', repo.blob('.git/hooks')],
        ['40000', 'x', repo.tree(['100755', 'pre-commit', evil(repo)])],
      ),
    'a folder that is also a link': (repo) =>
      repo.tree(
        ['40000', 'x', repo.tree(['100755', 'pre-commit', evil(repo)])],
        ['120000', 'x', repo.blob('.git/hooks')],
      ),
    'a blob as a folder': (repo) => repo.tree(['40000', 'x', evil(repo)]),
    'content that is not there': (repo) => repo.tree(['100644', 'x', '12'.repeat(20)]),
  }

  it.each(Object.keys(trees))('is refused: %s', async (name) => {
    const repo = await Repo.make({ base: '' })
    repo.branch('evil', trees[name]?.(repo) ?? '')
    const before = seen(repo)
    expect(await (await serve(repo))('evil')).toMatchObject({ failed: true })
    expect(seen(repo)).toBe(before)
    expect(existsSync(repo.at('.git/hooks/pre-commit'))).toBe(false)
  })

  it('cannot write through a link that another commit made, or that lies there', async () => {
    const repo = await Repo.make({ base: '', '.gitignore': 'ignored\n' })
    const hook = repo.tree(['100644', 'pre-commit', evil(repo)])
    repo.branch('link', repo.tree(['120000', 'x', repo.blob('.git/hooks')]))
    repo.branch('file', repo.tree(['40000', 'x', hook]))
    repo.branch('hidden', repo.tree(['40000', 'ignored', hook]))
    const use = await serve(repo)
    for (const branch of ['link', 'file', 'link', 'file', 'main']) {
      expect((await use(branch)).failed).toBe(false)
      expect(repo.git('status', '--porcelain')).toBe('')
      expect(existsSync(repo.at('.git/hooks/pre-commit'))).toBe(false)
    }
    for (const [name, branch] of [
      ['x', 'file'],
      ['ignored', 'hidden'],
    ] as const) {
      symlinkSync('.git/hooks', repo.at(name))
      expect(await use(branch)).toMatchObject({ failed: true })
      expect(existsSync(repo.at('.git/hooks/pre-commit'))).toBe(false)
      rmSync(repo.at(name))
    }
    await use('file')
    rmSync(repo.at('x'), { recursive: true })
    symlinkSync('.git/hooks', repo.at('x'))
    await mkdir(repo.at('.git/hooks'), { recursive: true })
    await repo.write({ '.git/hooks/pre-commit': 'evil' })
    // It would be removed with the file that it seems to be.
    await use('main')
    expect(existsSync(repo.at('.git/hooks/pre-commit'))).toBe(true)
    expect(lstatSync(repo.at('x')).isSymbolicLink()).toBe(true)
  })
})
