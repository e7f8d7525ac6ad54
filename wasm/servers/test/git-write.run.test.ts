import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { identity, Repo } from './git-repo.ts'
import { Guest, type Used } from './guest.ts'
import { schemasOf } from './schemas.ts'

/** Calls tools on a repository; each result must fit its schema, and after each git must find nothing wrong. */
async function serve(repo: Repo, env: Record<string, string> = identity) {
  const guest = new Guest('git', { dirs: [repo.root], env })
  await guest.initialize()
  const { fits } = await schemasOf(guest)
  return async (tool: string, args: object = {}): Promise<Used> => {
    const used = await guest.use(tool, { repo_path: repo.root, ...args })
    if (!used.failed) fits(tool, used.structured)
    expect(repo.faults()).toBe('')
    return used
  }
}

const failed = (text: RegExp) => ({ failed: true, text: expect.stringMatching(text) as string })

describe('git_add', () => {
  it('stages what is new, changed and deleted, and says so', async () => {
    const repo = await Repo.make({ a: '1\n', b: '2\n', 'd/x': '3\n', '.gitignore': '*.log\n' })
    const use = await serve(repo)
    await repo.write({ a: 'changed\n', 'd/new': 'n\n', 'd/no.log': '' })
    rmSync(repo.at('b'))
    const { text, structured } = await use('git_add', { files: ['.'] })
    expect(text).toBe('Files staged successfully')
    expect(structured.staged).toEqual([
      { path: 'a', status: 'modified' },
      { path: 'b', status: 'deleted' },
      { path: 'd/new', status: 'added' },
    ])
    expect(repo.git('status', '--porcelain')).toBe('M  a\nD  b\nA  d/new\n')
    expect((await use('git_add', { files: ['.'] })).text).toMatch(/^No changes were staged/)
  })

  it('takes single files, folders, patterns and whole paths', async () => {
    const repo = await Repo.make({ base: '' })
    const use = await serve(repo)
    await repo.write({ 'a.txt': '', 'sub/b.txt': '', 'sub/c.md': '', 'd/e': '', '-dash': '', '[x].txt': '', ü: '' })
    await use('git_add', { files: ['*.txt', repo.at('d'), './-dash', 'sub/../ü'] })
    expect(
      repo.git('-c', 'core.quotepath=false', 'diff', '--cached', '--name-only').split('\n').filter(Boolean),
    ).toEqual(['-dash', '[x].txt', 'a.txt', 'd/e', 'sub/b.txt', 'ü'])
  })

  it('leaves out links with an absolute target, which no sandbox reads', async () => {
    const repo = await Repo.make({ tracked: '1' })
    const use = await serve(repo)
    await repo.write({ a: '1', 'd/b': '2' })
    symlinkSync('/etc/passwd', repo.at('l'))
    symlinkSync('/etc', repo.at('d/m'))
    const { text, structured } = await use('git_add', { files: ['.', 'd', '*'] })
    expect(structured.staged).toEqual([
      { path: 'a', status: 'added' },
      { path: 'd/b', status: 'added' },
    ])
    const notes = structured.notes as string[]
    expect(notes).toHaveLength(2)
    expect(notes[1]).toMatch(/^Left out: 'l' is a link to an absolute path, .+ Give it a relative target, or stage it/)
    for (const note of notes) expect(text).toContain(note)
    const named = await use('git_add', { files: ['l'] })
    expect(named).toMatchObject(failed(/^'l' is a link to an absolute path.+ stage it with git itself\. Nothing was/))
    rmSync(repo.at('tracked'))
    symlinkSync('/etc/hosts', repo.at('tracked'))
    expect((await use('git_add', { files: ['.'] })).text).toMatch(/^No changes were staged.+\nLeft out: 'tracked'/)
  })

  it('refuses what git refuses, and then stages nothing', async () => {
    const repo = await Repo.make({ base: '', '.gitignore': '*.log\n' })
    const use = await serve(repo)
    await repo.write({ fine: '', 'x.log': '', 'target/y': '' })
    repo.git('init', '-q', 'inner')
    symlinkSync('target', repo.at('link'))
    for (const [file, words] of [
      ['x.log', /ignored by one of your \.gitignore files: x\.log/],
      ['../outside', /outside the repository/],
      ['/etc/passwd', /outside the repository/],
      ['none', /did not match any files/],
      ['*.none', /did not match any files/],
      ['.git/config', /would lie in \.git/],
      ['.GIT/config', /would lie in \.git/],
      ['inner', /repository of its own/],
      ['link/y', /beyond a symbolic link/],
      [':(top)fine', /magic/],
      ['', /empty string/],
      ['a\0b', /NUL/],
    ] as const)
      expect(await use('git_add', { files: ['fine', file] }), file).toMatchObject(failed(words))
    expect(repo.git('diff', '--cached', '--name-only')).toBe('')
    expect(await use('git_add', { files: [] })).toMatchObject(failed(/at least 1|No files/))
    expect(await use('git_add', { files: 'base' })).toMatchObject(failed(/array/))
  })

  it('keeps modes, stores links as links, and says what it cannot see', async () => {
    const repo = await Repo.make({ 'run.sh': '#!/bin/sh\n' })
    await chmod(repo.at('run.sh'), 0o755)
    repo.git('add', '.')
    repo.git('commit', '-qm', 'executable')
    const use = await serve(repo)
    await repo.write({ 'run.sh': '#!/bin/sh\necho\n', 'new.sh': '#!/bin/sh\n' })
    symlinkSync('run.sh', repo.at('link'))
    const { structured } = await use('git_add', { files: ['.'] })
    expect(structured.notes).toEqual([expect.stringContaining("'new.sh' looks like a script")])
    expect(repo.git('ls-files', '-s').replaceAll(/ \w{40} 0/g, '')).toBe(
      '120000\tlink\n100644\tnew.sh\n100755\trun.sh\n',
    )
  })

  it('does not stage what a filter would have to change', async () => {
    const repo = await Repo.make({ '.gitattributes': '*.bin filter=lfs\n*.u16 working-tree-encoding=UTF-16\n' })
    const use = await serve(repo)
    await repo.write({ 'x.bin': 'x', 'y.u16': 'y' })
    expect(await use('git_add', { files: ['x.bin'] })).toMatchObject(failed(/filter 'lfs'/))
    expect(await use('git_add', { files: ['y.u16'] })).toMatchObject(failed(/UTF-16/))
  })
})

describe('git_commit', () => {
  it('takes who commits from the call, the environment or the repository', async () => {
    const repo = await Repo.make({ a: '' })
    const nobody = await serve(repo, {})
    await repo.write({ b: '' })
    await nobody('git_add', { files: ['b'] })
    expect(await nobody('git_commit', { message: 'x' })).toMatchObject(
      failed(/author_name.*user\.name.*GIT_AUTHOR_NAME/),
    )
    const given = await nobody('git_commit', {
      message: 'x',
      author_name: 'Grace <x>\n',
      author_email: 'grace@example.com',
    })
    expect(given.failed, given.text).toBe(false)
    expect(repo.git('log', '-1', '--format=%an <%ae> %cn')).toBe('Grace x <grace@example.com> Grace x\n')
    repo.git('config', 'user.name', 'Repo')
    repo.git('config', 'user.email', 'repo@example.com')
    await repo.write({ c: '' })
    await nobody('git_add', { files: ['c'] })
    await nobody('git_commit', { message: 'y' })
    expect(repo.git('log', '-1', '--format=%an <%ae> %cn')).toBe('Repo <repo@example.com> Repo\n')
  })

  it('tidies messages as git does, and refuses empty ones and commits of nothing', async () => {
    const repo = await Repo.make({ a: '' })
    const use = await serve(repo)
    expect(await use('git_commit', { message: 'x' })).toMatchObject(failed(/^No changes staged for commit/))
    await repo.write({ a: 'x' })
    await use('git_add', { files: ['a'] })
    expect(await use('git_commit', { message: ' \n\t' })).toMatchObject(failed(/empty commit message/))
    expect(await use('git_commit', { message: 'a\0b' })).toMatchObject(failed(/NUL/))
    const { text, structured } = await use('git_commit', { message: '\n\nSubject  \n\n\n\nBody — ü\r\n\n' })
    expect(text).toBe(`Changes committed successfully with hash ${repo.git('rev-parse', 'HEAD').trim()}`)
    expect(structured).toMatchObject({ branch: 'main', files: [{ path: 'a', status: 'modified' }] })
    expect(repo.git('log', '-1', '--format=%B')).toBe('Subject\n\nBody — ü\n\n')
    expect(repo.git('reflog', '-1', '--format=%gs')).toBe('commit: Subject\n')
  })

  it('concludes a merge with both parents, but not while there are conflicts', async () => {
    const repo = await Repo.make({ a: 'base\n', b: '' })
    repo.git('checkout', '-qb', 'other')
    await repo.write({ a: 'theirs\n' })
    repo.git('commit', '-qam', 'theirs')
    repo.git('checkout', '-q', 'main')
    await repo.write({ a: 'ours\n' })
    repo.git('commit', '-qam', 'ours')
    expect(repo.try(['merge', 'other']).code).toBe(1)
    const use = await serve(repo)
    const status = await use('git_status')
    expect(status.text.replace('Repository status:\n', '')).toBe(repo.git('status').trimEnd())
    expect(status.structured).toMatchObject({
      in_progress: ['merge'],
      conflicts: [{ path: 'a', status: 'both modified' }],
    })
    expect(await use('git_commit', { message: 'x' })).toMatchObject(failed(/unmerged files: a/))
    expect(await use('git_checkout', { branch_name: 'other' })).toMatchObject(failed(/needs merge/))
    await repo.write({ a: 'both\n' })
    await use('git_add', { files: ['a'] })
    expect((await use('git_status')).text.replace('Repository status:\n', '')).toBe(repo.git('status').trimEnd())
    expect((await use('git_commit', { message: 'merged' })).structured.parents).toHaveLength(2)
    expect(repo.git('status', '--porcelain')).toBe('')
    expect(existsSync(repo.at('.git/MERGE_HEAD'))).toBe(false)
  })

  it('says that hooks do not run', async () => {
    const repo = await Repo.make({ a: '' })
    await repo.write({ '.git/hooks/pre-commit': '#!/bin/sh\nexit 1\n', a: 'x' })
    const use = await serve(repo)
    await use('git_add', { files: ['a'] })
    expect((await use('git_commit', { message: 'x' })).text).toMatch(/Hooks are not run here: pre-commit/)
  })
})

describe('git_reset', () => {
  it('unstages everything and leaves the files', async () => {
    const repo = await Repo.make({ a: '1\n', b: '2\n', c: '3\n' })
    const use = await serve(repo)
    await repo.write({ a: 'x\n', new: 'n\n' })
    repo.git('rm', '-q', 'b')
    repo.git('add', '.')
    const { text, structured } = await use('git_reset')
    expect(text).toBe('All staged changes reset')
    expect(structured.unstaged.map((one: { path: string }) => one.path)).toEqual(['a', 'b', 'new'])
    expect(repo.git('status', '--porcelain')).toBe(' M a\n D b\n?? new\n')
  })

  it('works before the first commit, and ends a merge', async () => {
    const empty = await Repo.make()
    await empty.write({ a: '' })
    empty.git('add', '.')
    const use = await serve(empty)
    await use('git_reset')
    expect(empty.git('status', '--porcelain')).toBe('?? a\n')
    const merging = await Repo.make({ a: '' })
    merging.git('checkout', '-qb', 'other')
    merging.git('commit', '-q', '--allow-empty', '-m', 'theirs')
    merging.git('checkout', '-q', 'main')
    merging.git('merge', '-q', '--no-ff', '--no-commit', 'other')
    expect((await (await serve(merging))('git_reset')).text).toMatch(/merge that was in progress was ended/)
    expect(merging.git('status')).toBe('On branch main\nnothing to commit, working tree clean\n')
  })
})

describe('index.lock', () => {
  it('is honoured, and left as it is', async () => {
    const repo = await Repo.make({ a: '' })
    await repo.write({ '.git/index.lock': '', a: 'x' })
    const use = await serve(repo)
    for (const [tool, args] of [
      ['git_add', { files: ['.'] }],
      ['git_commit', { message: 'x' }],
      ['git_reset', {}],
      ['git_checkout', { branch_name: 'main' }],
    ] as const)
      expect(await use(tool, args), tool).toMatchObject(failed(/index\.lock': File exists/))
    expect(existsSync(repo.at('.git/index.lock'))).toBe(true)
    expect((await use('git_status')).failed).toBe(false)
  })
})
