import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { expect, it, onTestFinished, vi } from 'vitest'
import { Stage } from '../../../test/hostile/stage.ts'
import { Repo } from './git-repo.ts'
import { Guest } from './guest.ts'

const then = (seconds: number): Date => new Date(1_600_000_000_000 + seconds * 1000)

/** Files whose times are not those that the index knows: nobody can tell without reading them that they are as staged. */
async function copied(): Promise<Repo> {
  const repo = await Repo.make({ a: 'one\n', 'deep/b': 'two\n', c: 'three\n' })
  for (const name of ['a', 'deep/b', 'c']) await utimes(repo.at(name), then(5), then(5))
  return repo
}

async function status(repo: Repo): Promise<string> {
  const guest = new Guest('git', { dirs: [repo.root] })
  await guest.initialize()
  const { text, failed } = await guest.use('git_status', { repo_path: repo.root })
  expect(failed, text).toBe(false)
  return text.replace('Repository status:\n', '')
}

const index = (repo: Repo): Buffer => readFileSync(repo.at('.git/index'))
const times = (repo: Repo): string[] =>
  [...repo.git('ls-files', '--debug').matchAll(/mtime: (\d+):/g)].map(([, seconds]) => seconds ?? '')

for (const version of ['2', '4'])
  it(`notes what it had to read, in an index of version ${version}, and keeps what git noted`, async () => {
    const repo = await copied()
    repo.git('update-index', '--index-version', version)
    const before = index(repo)
    expect(times(repo)).not.toContain('1600000005')
    const text = await status(repo)
    expect(times(repo)).toEqual(['1600000005', '1600000005', '1600000005'])
    expect(index(repo)).toHaveLength(before.length)
    expect(index(repo).includes('TREE')).toBe(true)
    expect(repo.faults()).toBe('')
    const after = index(repo)
    expect(await status(repo)).toBe(text)
    expect(index(repo)).toEqual(after)
    expect(text).toBe(repo.git('status').trimEnd())
  })

it('never makes a changed file seem to be as staged', async () => {
  const repo = await copied()
  await utimes(repo.at('a'), then(9), then(9))
  await utimes(repo.at('c'), then(9), then(9))
  repo.git('update-index', '--refresh')
  // Of the same length, in the tick in which the index was written.
  writeFileSync(repo.at('a'), 'ONE\n')
  await utimes(repo.at('a'), then(9), then(9))
  await utimes(repo.at('.git/index'), then(9), then(9))
  const text = await status(repo)
  expect(text).toContain('modified:   a')
  expect(index(repo).includes('TREE')).toBe(true)
  expect(await status(repo)).toBe(text)
  expect(repo.git('status').trimEnd()).toBe(text)
})

it('leaves the index to whoever has locked it', async () => {
  const repo = await copied()
  const before = index(repo)
  writeFileSync(repo.at('.git/index.lock'), '')
  expect(await status(repo)).toContain('nothing to commit')
  expect(index(repo)).toEqual(before)
  expect(existsSync(repo.at('.git/index.lock'))).toBe(true)
})

it('tries nothing in a folder that was granted for reading only, so that nothing is recorded as denied', async () => {
  const repo = await copied()
  const before = index(repo)
  const stage = await Stage.open()
  onTestFinished(() => stage.close())
  const grants = [{ kind: 'directory' as const, hostPath: repo.root, guestPath: repo.root, access: 'read' as const }]
  await stage.control.call('grants.add', { id: 'git', grants, confirmed: true })
  await stage.control.call('servers.enable', { id: 'git', enabled: true })
  const call = await stage.client('git')
  const asked = async () => call('git_status', { repo_path: repo.root })
  await vi.waitUntil(async () => !(await asked()).refused, { timeout: 180_000, interval: 500 })
  expect((await asked()).text).toContain('nothing to commit')
  expect(index(repo)).toEqual(before)
  expect(existsSync(repo.at('.git/index.lock'))).toBe(false)
  expect(JSON.stringify(await stage.control.call('denials.list', { server: 'git' }))).not.toContain('index')
}, 240_000)
