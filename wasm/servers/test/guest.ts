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

export interface Granted {
  /** The server's own arguments. */
  args?: string[]
  /** Folders, each seen as itself, or as what stands behind `::`. wasmtime lets them be changed. */
  dirs?: string[]
  env?: Record<string, string>
  /** How many bytes of memory it may have, where that is the question. */
  memory?: number
}

export type Message = Record<string, unknown> & { result?: Record<string, unknown>; error?: Record<string, unknown> }

/** A server on stdio, spoken to in lines. */
export class Guest {
  readonly #child
  readonly #lines: AsyncIterator<string>
  readonly #ended: Promise<number | null>
  #stderr = ''
  #id = 0

  /** A bundled server in a bare wasmtime. */
  constructor(name: string, granted?: Granted)
  /** Any other program that is a server, to compare with. */
  constructor(command: [string, ...string[]], granted?: Pick<Granted, 'env'>)
  constructor(what: string | [string, ...string[]], { args = [], dirs = [], env = {}, memory }: Granted = {}) {
    const options = [
      ...(memory ? ['-W', `max-memory-size=${memory}`] : []),
      ...dirs.flatMap((dir) => ['--dir', dir]),
      ...Object.keys(env).flatMap((variable) => ['--env', variable]),
    ]
    const [command, ...rest] =
      typeof what === 'string'
        ? // Without http no host can be reached, but what imports it could not even start.
          ([
            wasmtime,
            'run',
            '-C',
            'cache=n',
            '-S',
            'http',
            '--allow-precompiled',
            ...options,
            precompiled(what),
            ...args,
          ] as const)
        : what
    const child = spawn(command, rest, {
      env: typeof what === 'string' ? env : { ...process.env, ...env },
      stdio: 'pipe',
    })
    this.#child = child
    child.stdin.on('error', () => undefined)
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    this.#ended = new Promise((resolve) => child.once('close', resolve))
    onTestFinished(() => void child.kill('SIGKILL'))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** Exactly these bytes; resolves when the pipe took them. */
  write(bytes: string | Uint8Array): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#child.stdin.write(bytes, (error) => (error ? reject(error) : resolve())),
    )
  }

  async next(): Promise<Message> {
    return JSON.parse(await this.nextLine()) as Message
  }

  async nextLine(): Promise<string> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`The server ended. ${this.#stderr}`)
    return value
  }

  /** Notifications that come in between are dropped. */
  async ask(method: string, params?: object): Promise<Message> {
    const id = ++this.#id
    this.send(JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) }))
    let answer = await this.next()
    while (!('id' in answer) && 'method' in answer) answer = await this.next()
    if (answer['id'] !== id) throw new Error(`Not the answer to ${id}: ${JSON.stringify(answer)}`)
    return answer
  }

  async initialize(protocolVersion = '2025-11-25'): Promise<Message> {
    const clientInfo = { name: 'test', version: '1' }
    const answer = await this.ask('initialize', { protocolVersion, capabilities: {}, clientInfo })
    this.send('{"jsonrpc":"2.0","method":"notifications/initialized"}')
    return answer
  }

  /** The result of a tool: its structured content, or its sentence when it failed. For tools whose text is their structured content. */
  async call(name: string, args: object, params: object = {}): Promise<unknown> {
    const { text, structured, failed } = await this.use(name, args, params)
    if (failed) return text
    if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(structured))
      throw new Error('Text and structured content differ.')
    return structured
  }

  /** A call's whole result; a protocol error is a failed one. */
  async use(name: string, args: object, params: object = {}): Promise<Used> {
    const { result, error } = await this.ask('tools/call', { name, arguments: args, ...params })
    if (error) return { text: String(error['message']), content: [], structured: undefined, failed: true }
    const content = (result?.['content'] ?? []) as Used['content']
    const text = content.map((block) => block.text ?? '').join('\n')
    return {
      text,
      content,
      structured: result?.['structuredContent'] as Used['structured'],
      failed: result?.['isError'] === true,
    }
  }

  /** Closes stdin; gives the exit code and everything that was written to stderr. */
  async end(): Promise<{ code: number | null; stderr: string }> {
    this.#child.stdin.end()
    return { code: await this.#ended, stderr: this.#stderr }
  }
}

export interface Used {
  /** All text blocks. */
  text: string
  content: { type: string; text?: string; data?: string; mimeType?: string }[]
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each tool's own shape, which its test knows
  structured: any
  failed: boolean
}
