import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inventHistory } from './git-history.ts'
import { reader } from './git-reader.ts'
import { Repo } from './git-repo.ts'

describe('a revision', () => {
  it('names what it names for git', { timeout: 60_000 }, async () => {
    const repo = await Repo.make()
    inventHistory(repo, 7)
    repo.git('reset', '-q', '--hard')
    repo.git('checkout', '-q', '-b', 'topic/one')
    repo.git('commit', '-q', '--allow-empty', '-m', 'more')
    repo.git('tag', '-a', '-m', 'outer', 'outer', repo.git('tag', '-l', 'at*').split('\n')[0] as string)
    repo.git('update-ref', 'refs/remotes/origin/main', 'main')
    repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
    repo.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
    repo.git('config', 'branch.main.remote', 'origin')
    repo.git('config', 'branch.main.merge', 'refs/heads/main')
    repo.git('pack-refs', '--all')
    const merge = repo.git('rev-list', '--all', '--min-parents=2', '-1').trim()
    const tags = repo.git('tag').trim().split('\n')
    const first = repo.git('ls-tree', '--name-only', '-z', 'HEAD').split('\0')[0] as string
    const specs = [
      'HEAD',
      '@',
      'main',
      'heads/main',
      'refs/heads/main',
      'topic/one',
      'origin/main',
      'origin',
      'HEAD^',
      'HEAD~3',
      'HEAD~0',
      'HEAD^0',
      '@~1^',
      'HEAD^{commit}',
      'HEAD^{tree}',
      'HEAD^{}',
      'outer',
      'outer^{}',
      'outer^{commit}',
      'outer~1',
      'main@{upstream}',
      'main@{u}~1',
      '@{-1}',
      'HEAD@{0}',
      'HEAD@{1}',
      'topic/one@{1}',
      'HEAD:',
      `HEAD:${first}`,
      'main^{tree}',
      `${merge}^2`,
      `${merge}^1~1`,
      merge.slice(0, 7),
      merge.slice(0, 12).toUpperCase(),
      `v1.0-3-g${merge.slice(0, 8)}`,
      ...tags,
    ]
    const use = await reader(repo)
    for (const spec of specs) {
      const { structured, text, failed } = await use('git_show', { revision: spec })
      expect(failed, `${spec}: ${text}`).toBe(false)
      expect(structured.hash, spec).toBe(
        repo.git('rev-parse', '--verify', spec.includes(':') ? spec : `${spec}^{}`).trim(),
      )
    }
    const bad = ['', 'none', 'HEAD~999', 'HEAD^9', 'HEAD:none', 'HEAD^{blob}', 'HEAD^{x}', 'main@{99}', 'none@{u}']
    for (const spec of [
      ...bad,
      '0'.repeat(40),
      'HEAD~99999999999999999999',
      'a..b',
      'HEAD^{',
      '@{-7}',
      'x\ny',
      'HEAD:a:b',
    ]) {
      const { text, failed } = await use('git_show', { revision: spec })
      expect(failed, spec).toBe(true)
      expect(text, spec).toMatch(/\.$/)
      expect(repo.try(['rev-parse', '--verify', '-q', `${spec}^{commit}`]).code, spec).not.toBe(0)
    }
  })

  it('that is ambiguous is answered with what it may be', async () => {
    const repo = await Repo.make({ a: 'a' })
    const seen = new Map<string, string>()
    let found: string | undefined
    for (let number = 0; found === undefined; number++) {
      const content = `${number}`
      const start = createHash('sha1').update(`blob ${content.length}\0${content}`).digest('hex').slice(0, 4)
      const other = seen.get(start)
      if (other === undefined) seen.set(start, content)
      else for (const one of [other, content]) found = repo.blob(one).slice(0, 4)
    }
    const { text, failed } = await (await reader(repo))('git_show', { revision: found })
    expect(failed).toBe(true)
    expect(text).toContain(`'${found}' is ambiguous`)
    expect(text).toContain('(blob)')
  })
})

describe('git_log', () => {
  it('takes times as people write them', async () => {
    const repo = await Repo.make({ a: 'a' })
    const now = Math.floor(Date.now() / 1000)
    for (const [name, time] of Object.entries({ old: 1_600_000_000, week: now - 8 * 86_400, hour: now - 7000 })) {
      const parent = repo.git('rev-parse', 'HEAD').trim()
      const who = `A <a@b> ${time} +0000`
      const raw = `tree ${repo.git('rev-parse', 'HEAD^{tree}').trim()}\nparent ${parent}\nauthor ${who}\ncommitter ${who}\n\n${name}\n`
      repo.git('update-ref', 'HEAD', repo.feed(raw, 'hash-object', '-t', 'commit', '-w', '--stdin').trim())
    }
    const use = await reader(repo)
    const names = async (args: object) => {
      const { structured } = await use('git_log', args)
      return (structured.commits as { message: string }[]).map(({ message }) => message.trim())
    }
    expect(await names({})).toEqual(['hour', 'week', 'old', 'first'])
    expect(await names({ start_timestamp: '2 hours ago' })).toEqual(['hour'])
    expect(await names({ start_timestamp: '2 weeks ago' })).toEqual(['hour', 'week'])
    expect(await names({ end_timestamp: 'yesterday' })).toEqual(['week', 'old', 'first'])
    expect(await names({ end_timestamp: '2020-09-13', max_count: 5 })).toEqual(['old'])
    expect(await names({ end_timestamp: '2020-09-12' })).toEqual([])
    expect(await names({ max_count: 0 })).toEqual([])
    for (const bad of ['soon', '2020-13-01', '-1'])
      expect((await use('git_log', { start_timestamp: bad })).text, bad).toContain('is no time')
    expect((await use('git_log', { max_count: 'many' })).failed).toBe(true)
    expect((await use('git_log', { repo_path: '/none' })).failed).toBe(true)
  })

  it('reads odd commits', async () => {
    const repo = await Repo.make({ a: 'a' })
    const tree = repo.git('rev-parse', 'HEAD^{tree}').trim()
    const commit = (raw: Buffer) => {
      const id = repo.feed(raw, 'hash-object', '-t', 'commit', '-w', '--stdin', '--literally').trim()
      repo.git('update-ref', 'HEAD', id)
      return id
    }
    const head = () => repo.git('rev-parse', 'HEAD').trim()
    const use = await reader(repo)
    const last = async () => (await use('git_log', { max_count: 1 })).structured.commits[0]
    const start = (who: string) => `tree ${tree}\nparent ${head()}\nauthor ${who}\ncommitter ${who}\n`
    commit(Buffer.from(`${start('J\xf6rg <j@x> 1700000000 +0530')}encoding ISO-8859-1\n\nGr\xfc\xdfe\n`, 'latin1'))
    expect(await last()).toMatchObject({ author: 'Jörg', message: 'Grüße\n', date: '2023-11-15 03:43:20 +0530' })
    commit(Buffer.from(`${start('A <a@b> 1700000000 +0000')}\nno \xfc encoding`, 'latin1'))
    expect(await last()).toMatchObject({ message: 'no \uFFFD encoding' })
    commit(Buffer.from(`${start('A <a@b> 1 -1159')}gpgsig -----BEGIN\n line\n \n -----END\n\nsigned\n`))
    expect(await last()).toMatchObject({ message: 'signed\n', date: '1969-12-31 12:01:01 -1159' })
    for (const who of ['A', 'A <a@b>', 'A <a@b> 99999999999999999999 +0000', '<> -5 +9999999', 'A <a@b> x y']) {
      commit(Buffer.from(`${start(who)}\nodd\n`))
      expect(await last(), who).toMatchObject({ message: 'odd\n' })
      expect((await use('git_show', { revision: 'HEAD' })).failed, who).toBe(false)
    }
  })

  it('says that there is no commit yet', async () => {
    const repo = await Repo.make()
    const use = await reader(repo)
    for (const [tool, args] of [
      ['git_log', {}],
      ['git_show', { revision: 'HEAD' }],
      ['git_diff', { target: 'HEAD' }],
      ['git_create_branch', { branch_name: 'x' }],
    ] as const) {
      const { text, failed } = await use(tool, args)
      expect(failed, tool).toBe(true)
      expect(text, tool).toContain('no commit yet')
    }
    const { structured, text } = await use('git_branch', { branch_type: 'all' })
    expect({ structured, text }).toEqual({ structured: { current: 'main', head: null, branches: [] }, text: '' })
  })
})
