import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { App } from '../app.ts'
import type { TestClient } from '../client.ts'
import { fixtureWasm, root } from '../places.ts'

/** What a person's Belljar looks like after a morning: folders, grants, two clients, and some trouble. */
export class Demo {
  readonly notes: string
  readonly repository: string
  readonly #app: App

  constructor(app: App) {
    this.#app = app
    this.notes = path.join(app.folder, 'notes')
    this.repository = path.join(app.folder, 'src', 'lighthouse')
  }

  /** Files that are read, and a repository with a history. */
  files(): void {
    const files: Record<string, string> = {
      'reading.md': '# Reading\n\n- The Design of Everyday Things\n- Notes on the Synthesis of Form\n',
      'todo.md': '- [ ] Call the harbour\n- [x] Paint the boat\n',
      'ideas/lamp.md': 'A lamp that follows the tide.\n',
    }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(this.notes, name)), { recursive: true })
      writeFileSync(path.join(this.notes, name), text)
    }
    mkdirSync(path.join(this.repository, 'src'), { recursive: true })
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], {
        cwd: this.repository,
        env: this.#app.env,
        stdio: 'ignore',
      })
    git('init', '-b', 'main')
    for (const [at, name] of ['lamp.rs', 'lens.rs', 'tide.rs', 'main.rs'].entries()) {
      writeFileSync(path.join(this.repository, 'src', name), `//! Part ${at + 1}.\n\npub fn turn() {}\n`)
      git('add', '.')
      git('commit', '-m', `Add ${name}`)
    }
    writeFileSync(path.join(this.repository, 'src', 'lamp.rs'), '//! Part 1.\n\npub fn turn() -> u32 {\n    7\n}\n')
  }

  belljar(...words: string[]): void {
    const command = [path.join(root, 'bin', 'belljar.mjs'), '--home', this.#app.home, ...words]
    execFileSync(process.execPath, command, { env: this.#app.env, stdio: ['ignore', 'ignore', 'inherit'] })
  }

  servers(): void {
    for (const server of ['time', 'log-parser', 'data-aggregate', 'sequential-thinking']) this.belljar('enable', server)
    this.belljar('grant', 'filesystem', 'dir', this.notes)
    this.belljar('grant', 'git', 'dir', this.repository)
    this.belljar('grant', 'fetch', 'host', 'docs.example.com')
    for (const server of ['filesystem', 'git', 'fetch']) this.belljar('enable', server)
    this.belljar('add', fixtureWasm('fixture-server'), '--name', 'harbour-issues', '--yes')
    this.belljar('enable', 'harbour-issues')
  }

  /** Calls as two clients make them in an hour, most answered, some not. */
  async calls(claude: TestClient, cursor: TestClient): Promise<void> {
    const { notes, repository: repo_path } = this
    for (let round = 0; round < 6; round++) {
      await claude.call('list_directory', { path: notes })
      await claude.call('read_text_file', { path: path.join(notes, 'reading.md') })
      await claude.call('directory_tree', { path: notes })
      await cursor.call('git_status', { repo_path })
      await cursor.call('git_log', { repo_path, max_count: 5 })
      await claude.call('get_current_time', { timezone: 'Europe/Lisbon' })
      await cursor.call('sleep', { ms: 20 + round * 15 })
      await cursor.call('echo', { text: `Issue ${1200 + round}: the lamp flickers at low tide` })
      await claude.call('parse_logs', { log_content: log(round * 40 + 10) })
    }
    await cursor.call('tool-error')
    await cursor.call('panic')
    await cursor.call('git_diff_unstaged', { repo_path })
    await claude.call('search_files', { path: notes, pattern: '*.md' })
    await cursor.call('stderr', { text: '\u001b[32mINFO\u001b[0m indexed 1,204 issues in 38 ms', times: 40 })
    await cursor.call('stderr', { text: '\u001b[33mWARN\u001b[0m rate limit at 80 %, slowing down', times: 6 })
    await cursor.call('stderr', { text: 'ERROR could not refresh the index: connection reset by peer', times: 2 })
    await claude.call('write_file', { path: path.join(notes, 'today.md'), content: 'Wind from the west.\n' })
    await claude.call('fetch', { url: 'https://forecast.example.org/today' })
    await claude.call('read_text_file', { path: path.join(notes, 'todo.md') })
  }
}

function log(lines: number): string {
  return Array.from({ length: lines }, (_, at) => {
    const level = ['INFO', 'INFO', 'INFO', 'WARN', 'ERROR'][at % 5]
    return `2026-03-14T09:${String(at % 60).padStart(2, '0')}:00Z ${level} lamp: turn ${at}`
  }).join('\n')
}
