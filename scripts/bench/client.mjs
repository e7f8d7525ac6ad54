import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** An MCP client that costs next to nothing, so that what is measured is the other side. */
export class Client {
  #waiting = new Map()
  #rest = ''
  #lastId = 0

  /** @param {string[]} command @param {NodeJS.ProcessEnv} [env] */
  constructor([program, ...args], env = process.env) {
    this.startedAt = performance.now()
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], env })
    this.child.stdout.setEncoding('utf8')
    this.child.stdout.on('data', (text) => this.#read(text))
    this.child.stdin.on('error', () => undefined)
    this.child.on('error', (error) => this.#fail(error))
    this.child.on('exit', (code, signal) => this.#fail(new Error(`${program} ended (${code ?? signal})`)))
  }

  /** Rejects on an error of the protocol or of the tool. */
  async request(method, params) {
    const id = ++this.#lastId
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    this.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
    const { result, error } = await answer
    if (error) throw new Error(`${method}: ${error.message}`)
    if (result.isError) throw new Error(`${method}: ${result.content?.[0]?.text}`)
    return result
  }

  async open() {
    await this.request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1' },
    })
    this.child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
    return this
  }

  call(name, args) {
    return this.request('tools/call', { name, arguments: args })
  }

  async close() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'exit')
    this.child.stdin.end()
    const late = setTimeout(() => this.child.kill('SIGKILL'), 2000)
    await gone
    clearTimeout(late)
  }

  #read(text) {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') continue
      const message = JSON.parse(line)
      // A server that asks for something while it starts: it gets an empty answer.
      if (message.method !== undefined && message.id !== undefined)
        this.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, result: {} })}\n`)
      else if (message.id !== undefined) {
        this.#waiting.get(message.id)?.resolve(message)
        this.#waiting.delete(message.id)
      }
    }
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
