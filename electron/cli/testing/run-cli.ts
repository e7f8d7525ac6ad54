import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Done {
  code: number | string
  out: string
  err: string
}

const root = path.resolve(import.meta.dirname, '..', '..', '..')
const program = path.join(root, 'dist', 'electron', 'cli.js')

/** A folder of its own for everything the command touches, and the built command in it. */
export class CliHome {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'belljar-cli-'))
  readonly home = path.join(this.folder, 'home with blank')
  readonly config = path.join(this.folder, 'config')
  readonly #children: ChildProcessWithoutNullStreams[] = []

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      BELLJAR_HOME: this.home,
      BELLJAR_CACHE: process.env['BELLJAR_CACHE'] ?? path.join(process.env['HOME'] ?? this.folder, '.cache', 'belljar'),
      HOME: this.folder,
      XDG_CONFIG_HOME: this.config,
      APPDATA: this.config,
      // A test must not leave anything in the keychain of whoever runs it.
      BELLJAR_KEYCHAIN: 'off',
      NO_COLOR: '1',
    }
  }

  start(words: string[], env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, [program, ...words], { env: { ...this.env, ...env }, cwd: this.folder })
    this.#children.push(child)
    child.stdin.on('error', () => undefined)
    return child
  }

  run(words: string[], env: NodeJS.ProcessEnv = {}): Promise<Done> {
    const child = this.start(words, env)
    child.stdin.end()
    return ended(child)
  }

  /** What it printed as JSON; throws with everything it said when it did not end well. */
  async json(...words: string[]): Promise<unknown> {
    const done = await this.run([...words, '--json'])
    if (done.code !== 0) throw new Error(`belljar ${words.join(' ')}: ${JSON.stringify(done)}`)
    return JSON.parse(done.out)
  }

  /** A host without a window, as a bridge starts one. Resolves when it answers. */
  async serve(): Promise<void> {
    const child = this.start(['serve', '--no-open'])
    let said = ''
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (text) => (said += text))
      child.stdout.on('data', (text) => {
        said += text
        if (said.includes('Belljar runs at')) resolve()
      })
      child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)))
    })
  }

  async remove(): Promise<void> {
    await this.run(['quit'])
    for (const child of this.#children) if (child.exitCode === null) child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

export function ended(child: ChildProcessWithoutNullStreams): Promise<Done> {
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'nothing', out, err }))
  })
}
