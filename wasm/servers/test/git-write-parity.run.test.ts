import { rmSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { identity, Repo } from './git-repo.ts'
import { Guest } from './guest.ts'
import { preparePeers } from './peers.ts'

/** `same`: the same text, but for hashes. `fails`: both fail. `first`: the same first line, and ours says more. */
type Expected = 'same' | 'fails' | 'first'
type Step = [tool: string, args: Record<string, unknown>, expected: Expected]
type Act = (repo: Repo) => Promise<void> | void

let peer: { python: string } | { reason: string } = { reason: 'not prepared' }
beforeAll(async () => {
  peer = await preparePeers()
}, 600_000)

const write =
  (files: Record<string, string>): Act =>
  (repo) =>
    repo.write(files)

/** In the order in which they happen to two repositories: one served by ours, one by mcp-server-git. */
const steps: (Step | Act)[] = [
  ['git_status', {}, 'same'],
  ['git_commit', { message: 'nothing' }, 'fails'],
  write({
    'a.txt': 'a\n',
    'b.txt': 'b\n',
    'd/c.txt': '1\n2\n3\n4\n5\n6\n7\n8\n',
    '.gitignore': '*.log\n',
    'x.log': '',
  }),
  ['git_status', {}, 'same'],
  ['git_add', { files: ['a.txt', 'd'] }, 'same'],
  ['git_add', { files: ['a.txt', 'd'] }, 'same'],
  ['git_status', {}, 'same'],
  ['git_diff_staged', {}, 'same'],
  ['git_commit', { message: 'first' }, 'same'],
  ['git_add', { files: ['.'] }, 'same'],
  ['git_diff_staged', { context_lines: 0 }, 'same'],
  ['git_reset', {}, 'same'],
  ['git_status', {}, 'same'],
  ['git_add', { files: ['.'] }, 'same'],
  ['git_commit', { message: 'second\n\nwith a body' }, 'same'],
  ['git_commit', { message: 'nothing' }, 'fails'],
  ['git_add', { files: ['x.log'] }, 'fails'],
  ['git_add', { files: ['none'] }, 'fails'],
  ['git_add', { files: ['../outside'] }, 'fails'],
  ['git_add', { files: [] }, 'fails'],
  ['git_add', { files: 'a.txt' }, 'fails'],
  ['git_add', {}, 'fails'],
  ['git_create_branch', { branch_name: 'other' }, 'same'],
  ['git_checkout', { branch_name: 'other' }, 'same'],
  write({ 'a.txt': 'changed\n', 'd/c.txt': '1\n2\n3\n4\nfive\n6\n7\n8\n' }),
  (repo) => rmSync(repo.at('b.txt')),
  ['git_status', {}, 'same'],
  ['git_diff_unstaged', {}, 'same'],
  ['git_diff_unstaged', { context_lines: 1 }, 'same'],
  ['git_add', { files: ['a.txt', 'b.txt'] }, 'same'],
  ['git_diff_staged', {}, 'same'],
  ['git_diff_unstaged', { context_lines: 0 }, 'same'],
  ['git_commit', { message: 'third' }, 'same'],
  write({ 'a.txt': 'local\n' }),
  ['git_checkout', { branch_name: 'main' }, 'fails'],
  write({ 'a.txt': 'changed\n' }),
  ['git_add', { files: ['*.txt'] }, 'same'],
  ['git_commit', { message: 'fourth' }, 'same'],
  ['git_checkout', { branch_name: 'main' }, 'same'],
  ['git_checkout', { branch_name: 'main' }, 'same'],
  ['git_status', {}, 'same'],
  ['git_checkout', { branch_name: 'other~1' }, 'same'],
  ['git_status', {}, 'same'],
  ['git_checkout', { branch_name: 'none' }, 'fails'],
  ['git_checkout', { branch_name: '-f' }, 'fails'],
  ['git_checkout', { branch_name: 'main' }, 'same'],
  write({ 'a.txt': 'conflict\n' }),
  ['git_add', { files: ['a.txt'] }, 'same'],
  ['git_commit', { message: 'fifth' }, 'same'],
  (repo) => void repo.try(['merge', 'other']),
  ['git_status', {}, 'same'],
  ['git_diff_staged', {}, 'same'],
  ['git_commit', { message: 'too early' }, 'fails'],
  ['git_checkout', { branch_name: 'other' }, 'fails'],
  write({ 'a.txt': 'solved\n' }),
  ['git_add', { files: ['a.txt'] }, 'same'],
  ['git_status', {}, 'same'],
  ['git_commit', { message: 'merged' }, 'same'],
  ['git_status', {}, 'same'],
]

/** Hashes differ, because ours ends messages with a line feed, as git does. */
const plain = (text: string) => text.replaceAll(/\b[0-9a-f]{40}\b|(?<=detached at )[0-9a-f]{7}\b/g, 'HASH').trimEnd()

describe('beside mcp-server-git', () => {
  it('says the same of the same steps', async ({ skip }) => {
    if ('reason' in peer) {
      console.warn(`Not compared with mcp-server-git: ${peer.reason}.`)
      skip(peer.reason)
      return
    }
    const [left, right] = [await Repo.make(), await Repo.make()]
    const ours = new Guest('git', { dirs: [left.root], env: identity })
    const theirs = new Guest([peer.python, '-m', 'mcp_server_git'], {
      env: { ...identity, GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' },
    })
    await Promise.all([ours.initialize(), theirs.initialize()])
    for (const [at, step] of steps.entries()) {
      if (typeof step === 'function') {
        await step(left)
        await step(right)
        continue
      }
      const [tool, args, expected] = step
      const own = await ours.use(tool, { repo_path: left.root, ...args })
      const other = await theirs.use(tool, { repo_path: right.root, ...args })
      const what = `step ${at}: ${tool} ${JSON.stringify(args)}\n${own.text}\n${other.text}`
      expect(own.failed, what).toBe(expected === 'fails')
      expect(other.failed, what).toBe(expected === 'fails')
      if (expected === 'same') expect(plain(own.text), what).toBe(plain(other.text))
      if (expected === 'first') expect(plain(own.text).split('\n')[0], what).toBe(plain(other.text).split('\n')[0])
      expect(left.git('ls-files', '-s'), what).toBe(right.git('ls-files', '-s'))
      expect(left.git('status', '--porcelain'), what).toBe(right.git('status', '--porcelain'))
    }
    expect(left.faults()).toBe('')
    expect(left.git('rev-parse', 'HEAD^{tree}')).toBe(right.git('rev-parse', 'HEAD^{tree}'))
  }, 120_000)

  it('knows all arguments that it takes', async ({ skip }) => {
    if ('reason' in peer) {
      skip(peer.reason)
      return
    }
    const ours = new Guest('git')
    const theirs = new Guest([peer.python, '-m', 'mcp_server_git'])
    const listed = async (guest: Guest) => {
      await guest.initialize()
      type Listed = { name: string; inputSchema: { properties: object; required: string[] } }
      return (await guest.ask('tools/list')).result?.['tools'] as Listed[]
    }
    const own = await listed(ours)
    for (const { name, inputSchema } of await listed(theirs)) {
      const found = own.find((tool) => tool.name === name)?.inputSchema
      expect(Object.keys(found?.properties ?? {}), name).toEqual(
        expect.arrayContaining(Object.keys(inputSchema.properties)),
      )
      expect(inputSchema.required, name).toEqual(expect.arrayContaining(found?.required ?? []))
    }
  })
})
