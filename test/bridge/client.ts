import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { linesOf } from './fake-host.ts'
import type { Implementation } from './implementations.ts'

/** The client's end: a bridge as a child process. */
export class Client {
  readonly child: ChildProcessWithoutNullStreams
  readonly exit: Promise<number | string>
  stderr = ''
  readonly #lines: AsyncIterator<Buffer>

  constructor(bridge: Implementation, args: string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(bridge.command, [...bridge.args, ...args], { env: { ...process.env, ...env } })
    this.child.stdin.on('error', () => undefined)
    this.child.stderr.on('data', (text) => (this.stderr += text))
    this.exit = new Promise((done) => this.child.on('exit', (code, signal) => done(code ?? signal ?? 'nothing')))
    this.#lines = linesOf(this.child.stdout)
  }

  write(text: string | Buffer): boolean {
    return this.child.stdin.write(text)
  }

  async bytes(): Promise<Buffer | undefined> {
    const { value, done } = await this.#lines.next()
    return done ? undefined : (value as Buffer)
  }

  async line(): Promise<string | undefined> {
    return (await this.bytes())?.toString()
  }

  /** The next line as JSON. */
  async json(): Promise<unknown> {
    return JSON.parse((await this.line()) ?? 'null')
  }

  /** Sends requests and reads an answer to each. */
  async ask(...ids: (number | string)[]): Promise<unknown[]> {
    for (const id of ids) this.write(request(id))
    const answers: unknown[] = []
    while (answers.length < ids.length) answers.push(await this.json())
    return answers
  }

  kill(): void {
    this.child.kill('SIGKILL')
  }
}

export function request(id: number | string): string {
  return `${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`
}

export function refusal(id: number | string, message: unknown): unknown {
  return { jsonrpc: '2.0', id, error: { code: -32000, message } }
}

/** Resident memory of its own, in KiB. */
export function privateKiB(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return [...text.matchAll(/^Private_(?:Dirty|Clean):\s+(\d+)/gm)].reduce((sum, [, kib]) => sum + Number(kib), 0)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A zombie has ended.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

export async function until(what: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!what()) {
    if (performance.now() > end) return false
    await pause(10)
  }
  return true
}
