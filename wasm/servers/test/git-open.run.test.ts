import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { guess } from '../../../electron/core/denials/guess.ts'
import { reader } from './git-reader.ts'
import { Repo } from './git-repo.ts'
import { Guest } from './guest.ts'

const grant = (folder: string) =>
  ({ kind: 'directory', hostPath: folder, guestPath: folder, access: 'write' }) as unknown as Parameters<
    typeof guess
  >[2][number]

describe('a repository', () => {
  it('is found from its folders, its .git, bare, by a link and by a relative path', async () => {
    const repo = await Repo.make({ 'a/b/c.txt': 'c\n' })
    repo.git('clone', '-q', '--bare', '.', 'bare.git')
    symlinkSync('a', repo.at('link'))
    const use = await reader(repo)
    const head = repo.git('rev-parse', 'HEAD').trim()
    for (const place of ['', '.git', 'a', 'a/b', 'bare.git', 'link', 'a/../a/.', '.git/refs']) {
      const { text, structured } = await use('git_log', { repo_path: path.posix.join(repo.root, place) })
      expect(structured?.commits[0].hash, `${place}: ${text}`).toBe(head)
    }
    expect((await use('git_log', { repo_path: 'a' })).structured.commits).toHaveLength(1)
    const { text } = await use('git_diff', { repo_path: repo.at('bare.git'), target: 'HEAD' })
    expect(text).toContain('bare')
  })

  it('may be a linked worktree or a submodule, and shows branches of others', async () => {
    const repo = await Repo.make({ a: 'a\n' })
    repo.git('worktree', 'add', '-q', '-b', 'side', repo.at('side'))
    const other = await Repo.make({ s: 's\n' })
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'module')
    const use = await reader(repo)
    const side = await use('git_branch', { repo_path: repo.at('side'), branch_type: 'local' })
    expect(side.text).toBe('+ main\n* side')
    expect((await use('git_branch', { branch_type: 'local' })).text).toBe(repo.git('branch').trimEnd())
    const module = await use('git_log', { repo_path: repo.at('module') })
    expect(module.structured.commits[0].hash).toBe(other.git('rev-parse', 'HEAD').trim())
    repo.git('commit', '-qm', 'module')
    expect((await use('git_diff', { target: 'HEAD~1..HEAD' })).text).toContain('+Subproject commit ')
    expect((await use('git_show', { revision: 'HEAD:module' })).text).toContain('is a submodule')
  })

  it('may be shallow', async () => {
    const lender = await Repo.make({ a: '1\n' })
    for (let count = 0; count < 5; count++) lender.git('commit', '-q', '--allow-empty', '-m', `number ${count}`)
    const repo = await Repo.make()
    repo.git('clone', '-q', '--depth=2', `file://${lender.root}`, 'copy')
    const use = await reader(repo)
    const { structured, text } = await use('git_log', { repo_path: repo.at('copy') })
    expect(structured?.commits, text).toHaveLength(2)
    expect((await use('git_show', { repo_path: repo.at('copy'), revision: 'HEAD~1' })).text).toContain('--- /dev/null')
    expect((await use('git_show', { repo_path: repo.at('copy'), revision: 'HEAD~2' })).failed).toBe(true)
  })

  it('that is outside of what was granted is named, so that it can be granted', async () => {
    const repo = await Repo.make({ a: 'a' })
    const other = await Repo.make({ b: 'b' })
    repo.git('worktree', 'add', '-q', repo.at('side'))
    mkdirSync(repo.at('lost'))
    writeFileSync(repo.at('lost/.git'), `gitdir: ${other.root}/.git\n`)
    const use = await reader(repo)
    const asked = (text: string) => guess(text, {}, [grant(repo.root)])
    const outside = await use('git_log', { repo_path: other.root })
    expect(outside.failed).toBe(true)
    expect(outside.text).toContain(`it lies in no granted folder. Granted: ${repo.root}. The person can grant`)
    expect(asked(outside.text)).toEqual({ kind: 'path', path: other.root })
    const linked = await use('git_log', { repo_path: repo.at('lost') })
    expect(linked.failed).toBe(true)
    expect(linked.text).toContain(`${other.root}/.git holds the repository`)
    expect(linked.text).not.toContain('os error')
    expect(asked(linked.text), linked.text).toEqual({ kind: 'path', path: `${other.root}/.git` })
    const missing = await use('git_log', { repo_path: repo.at('none') })
    expect(missing.text).toMatch(/No such file or directory\./)
    expect(asked(missing.text)).toBeUndefined()
    mkdirSync(repo.at('.git/nothing'), { recursive: true })
    const empty = await Repo.make()
    const guest = new Guest('git', { dirs: [empty.root, path.join(other.root, '.git/refs')] })
    await guest.initialize()
    const nothing = await guest.use('git_log', { repo_path: path.join(other.root, '.git/refs') })
    expect(nothing.text).toContain('is no git repository')
    expect((await guest.use('git_log', { repo_path: 'relative' })).text).toContain('several folders were granted')
  })

  it('of a kind that is not read here says so', async () => {
    for (const [config, words] of [
      ['[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = sha256\n', 'SHA-1 repositories only'],
      ['[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n', 'reftable'],
      ['[core]\nrepositoryformatversion = 1\n[extensions]\nfuture = yes\n', 'extension future'],
      ['[core]\nrepositoryformatversion = 7\n', 'format 7'],
    ] as const) {
      const repo = await Repo.make({ a: 'a' })
      appendFileSync(repo.at('.git/config'), config)
      const use = await reader(repo)
      for (const [tool, args] of [
        ['git_log', {}],
        ['git_show', { revision: 'HEAD' }],
        ['git_branch', { branch_type: 'all' }],
        ['git_diff', { target: 'HEAD' }],
        ['git_create_branch', { branch_name: 'x' }],
      ] as const) {
        const { failed, text } = await use(tool, args)
        expect(failed, tool).toBe(true)
        expect(text).toContain(words)
      }
    }
    const repo = await Repo.make()
    repo.git('init', '-q', '--object-format=sha256', 'new')
    expect((await (await reader(repo))('git_log', { repo_path: repo.at('new') })).text).toContain('SHA-1')
  })
})
