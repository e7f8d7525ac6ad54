import { beforeAll, expect, it } from 'vitest'
import { inventHistory } from './git-history.ts'
import { Repo } from './git-repo.ts'
import { Guest } from './guest.ts'
import { preparePeers } from './peers.ts'

let peer: { python: string } | { reason: string } = { reason: 'not prepared' }
beforeAll(async () => {
  peer = await preparePeers()
}, 600_000)

it('history reads as with mcp-server-git', { timeout: 300_000 }, async (test) => {
  if ('reason' in peer) return test.skip(`mcp-server-git is not here: ${peer.reason}`)
  const repo = await Repo.make()
  inventHistory(repo, 21, 30)
  repo.git('gc', '-q')
  repo.git('reset', '-q', '--hard')
  await repo.write({ 'a text.txt': 'first\nsecond\n' })
  repo.git('add', 'a text.txt')
  const ours = new Guest('git', { dirs: [repo.root] })
  const theirs = new Guest([peer.python, '-m', 'mcp_server_git'])
  await ours.initialize()
  await theirs.initialize()
  const ask = async (server: Guest, tool: string, args: object) => {
    const { text, failed } = await server.use(tool, { repo_path: repo.root, ...args })
    return { text, failed }
  }
  const commits = repo.git('rev-list', '--all').trim().split('\n')
  const named = [...repo.git('tag').trim().split('\n'), 'HEAD', 'main', 'HEAD~2', 'HEAD:', 'HEAD^{tree}', 'HEAD~1:']
  const same: [string, object][] = [
    ...[...commits, ...named].map((revision): [string, object] => ['git_show', { revision }]),
    ...[undefined, null, 1, 7, 1000].map((max_count): [string, object] => ['git_log', { max_count: max_count ?? 10 }]),
    ['git_log', { start_timestamp: '2020-09-20T00:00:00+00:00', max_count: 50 }],
    ['git_log', { end_timestamp: '2020-09-20T00:00:00Z', max_count: 50 }],
    ['git_log', { start_timestamp: '2020-09-14T12:00:00Z', end_timestamp: '2020-09-25T12:00:00+02:00', max_count: 50 }],
    ['git_log', { start_timestamp: '1 week ago' }],
    ...['local', 'remote', 'all'].flatMap((branch_type): [string, object][] => [
      ['git_branch', { branch_type }],
      ['git_branch', { branch_type, contains: commits[9] }],
      ['git_branch', { branch_type, not_contains: commits[9] }],
    ]),
    ...['HEAD', 'HEAD~3', ...commits.slice(0, 5)].flatMap((target): [string, object][] => [
      ['git_diff', { target }],
      ['git_diff', { target, context_lines: 0 }],
    ]),
  ]
  for (const [tool, args] of same) {
    const theirAnswer = await ask(theirs, tool, args)
    expect(theirAnswer.failed, `${tool} ${JSON.stringify(args)}: ${theirAnswer.text}`).toBe(false)
    expect(await ask(ours, tool, args), `${tool} ${JSON.stringify(args)}`).toEqual(theirAnswer)
  }
  for (const [tool, args] of [
    ['git_show', { revision: 'none' }],
    ['git_show', { revision: '--help' }],
    ['git_show', { revision: 'HEAD:none' }],
    ['git_show', {}],
    ['git_log', { start_timestamp: '-1' }],
    ['git_log', { max_count: 'many' }],
    ['git_log', { repo_path: '/none' }],
    ['git_branch', { branch_type: 'some' }],
    ['git_branch', { branch_type: 'local', contains: 'none' }],
    ['git_diff', { target: '--output=x' }],
    ['git_diff', { target: 'none' }],
    ['git_create_branch', { branch_name: 'main' }],
    ['git_create_branch', { branch_name: '-x' }],
    ['git_create_branch', { branch_name: 'x', base_branch: 'none' }],
  ] as [string, object][])
    for (const server of [ours, theirs]) {
      const answered = await server.use(tool, { repo_path: repo.root, ...args }).catch(() => ({ failed: true }))
      expect(answered.failed, `${tool} ${JSON.stringify(args)}`).toBe(true)
    }
  const made = await ask(theirs, 'git_create_branch', { branch_name: 'parity/x', base_branch: 'main' })
  repo.git('branch', '-D', 'parity/x')
  expect(await ask(ours, 'git_create_branch', { branch_name: 'parity/x', base_branch: 'main' })).toEqual(made)
})
