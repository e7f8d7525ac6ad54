import {
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { identity, Repo } from './git-repo.ts'
import { Guest } from './guest.ts'

/** The same numbers for the same seed, so that what fails can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) % below
  }
}

const names = ['a', 'b', 'c.txt', 'd', 'x y', 'ü', 'z.log', 'keep.log']
const ignores = ['*.log\n!keep.log\n', '/a/\n', 'd\n', 'b/*\n!b/c.txt\n', '**/z.log\n/x*\n']

/** Files that git sees, with their content; links with their target. */
function content(root: string, folder = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of readdirSync(path.join(root, folder))) {
    const inner = path.join(folder, name)
    if (inner === '.git') continue
    const data = lstatSync(path.join(root, inner))
    if (data.isDirectory()) Object.assign(found, { [`${inner}/`]: '' }, content(root, inner))
    else if (data.isSymbolicLink()) found[inner] = `-> ${readlinkSync(path.join(root, inner))}`
    else found[inner] = readFileSync(path.join(root, inner), 'latin1')
  }
  return found
}

/** What only a person does; where the one folder does not allow it, neither does the other. */
function change(repo: Repo, kind: string, file: string, other: string, number: number): void {
  const tracked = repo.git('ls-files', '-z').split('\0').slice(0, -1)
  const one = tracked[number % Math.max(tracked.length, 1)]
  try {
    mkdirSync(path.dirname(repo.at(file)), { recursive: true })
    if (kind === 'write') writeFileSync(repo.at(file), `line ${number}\n`.repeat(1 + (number % 4)))
    if (kind === 'append' && one !== undefined) writeFileSync(repo.at(one), `more ${number}\n`, { flag: 'a' })
    if (kind === 'delete' && one !== undefined) rmSync(repo.at(one))
    if (kind === 'clear') rmSync(repo.at(file.split('/')[0] ?? ''), { recursive: true })
    if (kind === 'rename' && one !== undefined) renameSync(repo.at(one), repo.at(file))
    if (kind === 'link') symlinkSync(other, repo.at(file))
    if (kind === 'ignore') writeFileSync(repo.at('.gitignore'), ignores[number % ignores.length] ?? '')
  } catch {
    // A folder in the way, for instance.
  }
  // Else the clock would decide which files are read anew.
  for (const name of repo.git('ls-files', '-z').split('\0').slice(0, -1)) {
    const at = repo.at(name)
    const file = lstatSync(at, { throwIfNoEntry: false })?.isFile()
    if (file) utimesSync(at, 1_600_000_000 + number, 1_600_000_000 + number)
  }
}

const kinds = ['write', 'write', 'write', 'append', 'append', 'delete', 'clear', 'rename', 'link', 'ignore']

it.each([1, 2, 3])(
  'stays what its twin is, which the real git works on: seed %i',
  async (seed) => {
    const [ours, twin] = [await Repo.make(), await Repo.make()]
    const guest = new Guest('git', { dirs: [ours.root, twin.root], env: identity })
    await guest.initialize()
    const next = numbers(seed)
    const pick = <T>(list: T[]) => list[next(list.length)] as T
    const branches = ['main']
    if (seed % 2) for (const repo of [ours, twin]) repo.git('config', 'core.autocrlf', 'input')

    /** Ours through a tool, its twin through git: both succeed or both fail. */
    const both = async (tool: string, args: object, command: string[]) => {
      const { text, failed } = await guest.use(tool, { repo_path: ours.root, ...args })
      const { code, err } = twin.try(command)
      // Git stages what is not ignored beside what is, and then fails; ours stages all or nothing.
      const ignored = err.includes('ignored by one of your')
      if (!ignored) expect(failed, `${command.join(' ')}: ${text} / ${err}`).toBe(code !== 0)
    }

    for (let step = 0; step < 40; step++) {
      const file = Array.from({ length: 1 + next(3) }, () => pick(names)).join('/')
      const other = pick(names)
      const number = next(1000)
      const action = next(20)
      const message = `step ${step}`
      if (action < 11) {
        const kind = pick(kinds)
        for (const repo of [ours, twin]) change(repo, kind, file, other, number)
      } else if (action < 13) await both('git_add', { files: [file] }, ['add', '--', file])
      else if (action < 15) await both('git_add', { files: ['.'] }, ['add', '.'])
      else if (action < 17) await both('git_commit', { message }, ['commit', '-qm', message])
      else if (action < 18) await both('git_reset', {}, ['reset', '-q'])
      else {
        if (next(3) === 0 && twin.try(['rev-parse', '-q', '--verify', 'HEAD']).code === 0) {
          branches.push(message.replace(' ', '-'))
          for (const repo of [ours, twin]) repo.git('branch', branches.at(-1) ?? '')
        }
        const branch = pick(branches)
        await both('git_checkout', { branch_name: branch }, ['checkout', '-q', branch, '--'])
      }
      const wanted = twin.git('status').trimEnd()
      for (const repo of [twin, ours]) {
        const { text } = await guest.use('git_status', { repo_path: repo.root })
        expect(text, `status after step ${step}`).toBe(`Repository status:\n${wanted}`)
      }
      expect(ours.git('status').trimEnd()).toBe(wanted)
      expect(ours.git('ls-files', '-s')).toBe(twin.git('ls-files', '-s'))
      expect(content(ours.root)).toEqual(content(twin.root))
      expect(ours.try(['rev-parse', 'HEAD'])).toEqual(twin.try(['rev-parse', 'HEAD']))
      for (const [tool, args] of [
        ['git_diff_unstaged', ['diff']],
        ['git_diff_staged', ['diff', '--cached']],
      ] as const) {
        const { text } = await guest.use(tool, { repo_path: twin.root })
        expect(text.split('\n').slice(1).join('\n')).toBe(twin.git(...args).replace(/\n$/, ''))
      }
    }
    expect(ours.faults()).toBe('')
  },
  180_000,
)
