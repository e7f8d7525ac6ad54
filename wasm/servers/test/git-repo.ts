import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** Who commits and when, so that the same content gets the same hash from whoever writes it. */
export const identity = {
  GIT_AUTHOR_NAME: 'Ada Lovelace',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '1700000000 +0100',
  GIT_COMMITTER_NAME: 'Ada Lovelace',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '1700000000 +0100',
}

/** A repository in a folder of its own, gone after the test, that the real git works on. */
export class Repo {
  readonly root: string

  private constructor(root: string) {
    this.root = root
  }

  /** `files`: what its first commit holds; without any it has none. */
  static async make(files: Record<string, string | Uint8Array> = {}): Promise<Repo> {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'belljar-git-')))
    onTestFinished(() => rm(root, { recursive: true, force: true }))
    const repo = new Repo(root)
    repo.git('init', '-q', '-b', 'main')
    if (Object.keys(files).length > 0) {
      await repo.write(files)
      repo.git('add', '.')
      repo.git('commit', '-qm', 'first')
    }
    return repo
  }

  async write(files: Record<string, string | Uint8Array>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(this.at(name)), { recursive: true })
      await writeFile(this.at(name), content)
    }
  }

  at(name: string): string {
    return path.join(this.root, name)
  }

  /** What git printed; it throws where git fails. */
  git(...args: string[]): string {
    return this.feed('', ...args)
  }

  feed(input: string | Uint8Array, ...args: string[]): string {
    const { code, out, err } = this.try(args, input)
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`)
    return out
  }

  try(args: string[], input: string | Uint8Array = ''): { code: number | null; out: string; err: string } {
    const env = { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' }
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.root, env, input, maxBuffer: 1 << 28 })
    return { code: status, out: stdout.toString(), err: stderr.toString() }
  }

  /** Everything that git finds wrong; dangling objects are not. */
  faults(): string {
    const { code, out, err } = this.try(['fsck', '--strict', '--no-dangling'])
    return code === 0 ? out + err.replaceAll(/^(?:Checking|notice:).*\n?/gm, '') : `exit code ${code}: ${out}${err}`
  }

  /** A blob, by its content. */
  blob(content: string): string {
    return this.feed(content, 'hash-object', '-w', '--stdin').trim()
  }

  /** A tree as hostile as it is asked for: git checks nothing of it. */
  tree(...entries: [mode: string, name: string | Uint8Array, id: string][]): string {
    const parts = entries.flatMap(([mode, name, id]) => [
      Buffer.from(`${mode} `),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(id, 'hex'),
    ])
    return this.feed(Buffer.concat(parts), 'hash-object', '-t', 'tree', '-w', '--stdin', '--literally').trim()
  }

  /** A branch with one commit on top of HEAD that has this tree. */
  branch(name: string, tree: string): void {
    this.git('branch', '-f', name, this.git('commit-tree', '-p', 'HEAD', '-m', name, tree).trim())
  }
}
