import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const wasmtime = process.env['WASMTIME'] ?? path.join(homedir(), '.cache/belljar/wasmtime/48.0.3/wasmtime')

export function bundled(file: string): string {
  return fileURLToPath(new URL(`../../../resources/servers/${file}`, import.meta.url))
}

const compiled = new Map<string, string>()

/** Compiled once per test file: most of a start would be that otherwise. */
function precompiled(name: string): string {
  const known = compiled.get(name)
  if (known) return known
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'belljar-guest-')), `${name}.cwasm`)
  execFileSync(wasmtime, ['compile', '-C', 'cache=n', '-o', file, bundled(`${name}.wasm`)], { env: {} })
  compiled.set(name, file)
  return file
}

export type Message = Record<string, unknown> & { result?: Record<string, unknown>; error?: Record<string, unknown> }

/** A bundled server in a bare wasmtime, spoken to in lines. */
export class Guest {
  readonly #child
  readonly #lines: AsyncIterator<string>
  readonly #ended: Promise<number | null>
  #stderr = ''
  #id = 0

  constructor(name: string, args: string[] = []) {
    const run = ['run', '-C', 'cache=n', '--allow-precompiled', precompiled(name), ...args]
    const child = spawn(wasmtime, run, { env: {}, stdio: 'pipe' })
    this.#child = child
    child.stdin.on('error', () => undefined)
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    this.#ended = new Promise((resolve) => child.once('close', resolve))
    onTestFinished(() => void child.kill('SIGKILL'))
  }

  send(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  async next(): Promise<Message> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`The server ended. ${this.#stderr}`)
    return JSON.parse(value) as Message
  }

  async ask(method: string, params?: object): Promise<Message> {
    const id = ++this.#id
    this.send(JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) }))
    const answer = await this.next()
    if (answer['id'] !== id) throw new Error(`Not the answer to ${id}: ${JSON.stringify(answer)}`)
    return answer
  }

  async initialize(protocolVersion = '2025-11-25'): Promise<Message> {
    const clientInfo = { name: 'test', version: '1' }
    const answer = await this.ask('initialize', { protocolVersion, capabilities: {}, clientInfo })
    this.send('{"jsonrpc":"2.0","method":"notifications/initialized"}')
    return answer
  }

  /** The result of a tool: its structured content, or its sentence when it failed. */
  async call(name: string, args: object, params: object = {}): Promise<unknown> {
    const { result, error } = await this.ask('tools/call', { name, arguments: args, ...params })
    if (error) return error
    const [{ text }] = result?.['content'] as [{ text: string }]
    if (result?.['isError']) return text
    if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(result?.['structuredContent']))
      throw new Error('Text and structured content differ.')
    return result?.['structuredContent']
  }

  /** Closes stdin; gives the exit code and everything that was written to stderr. */
  async end(): Promise<{ code: number | null; stderr: string }> {
    this.#child.stdin.end()
    return { code: await this.#ended, stderr: this.#stderr }
  }
}
