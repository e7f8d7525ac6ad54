import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** A Belljar without a window on a data directory of its own, and the wire that the command line uses. */
export class BenchHost {
  #calls = new Map()
  #lastId = 0

  /** @param {string} root of the checkout @param {string} home @param {NodeJS.ProcessEnv} [env] */
  static async start(root, home, env = process.env) {
    const host = new BenchHost()
    host.home = home
    const begun = performance.now()
    await rm(path.join(home, 'run', 'socket'), { force: true })
    const words = [path.join(root, 'dist/electron/serve.js'), '--background', '--home', home]
    host.child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'], env })
    const address = path.join(home, 'run', 'socket')
    while (!existsSync(address)) {
      if (host.child.exitCode !== null) throw new Error(`the host ended with ${host.child.exitCode}`)
      if (performance.now() - begun > 30_000) throw new Error('the host did not listen within 30 s')
      await sleep(10)
    }
    host.socket = net.connect((await readFile(address, 'utf8')).trim())
    await once(host.socket, 'connect')
    host.startMs = performance.now() - begun
    host.socket.write('{"belljar":1,"control":true}\n')
    const lines = createInterface({ input: host.socket })
    const [hello] = await once(lines, 'line')
    if (!String(hello).startsWith('belljar 1 ok')) throw new Error(`the host answered: ${hello}`)
    lines.on('line', (line) => {
      const frame = JSON.parse(line)
      const waiter = host.#calls.get(frame.id)
      if (frame.kind === 'reply') waiter?.resolve(frame.value)
      else if (frame.kind === 'problem') waiter?.reject(new Error(frame.problem.message))
    })
    return host
  }

  /** One of the calls of shared/contract.ts. */
  call(name, input = null) {
    const id = ++this.#lastId
    this.socket.write(`${JSON.stringify({ kind: 'call', id, name, input })}\n`)
    return new Promise((resolve, reject) => this.#calls.set(id, { resolve, reject }))
  }

  async wasmtimeReady() {
    for (;;) {
      const { runtime } = await this.call('app.snapshot')
      if (runtime.kind === 'ready') return runtime.path
      if (runtime.kind === 'failed') throw new Error(runtime.problem.message)
      process.stderr.write(`\rwaiting for wasmtime: ${runtime.detail ?? runtime.kind}        `)
      await sleep(1000)
    }
  }

  /** The command that a client's configuration holds. */
  bridge(...words) {
    const native = path.join(this.home, 'bin', 'belljar-bridge')
    const command = existsSync(native)
      ? [native]
      : [process.execPath, path.join(this.home, 'bin', 'belljar-bridge.mjs')]
    return [...command, ...words, '--home', this.home]
  }

  get native() {
    return existsSync(path.join(this.home, 'bin', 'belljar-bridge'))
  }

  async stop() {
    this.socket.destroy()
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5000)
    await gone
    clearTimeout(late)
  }
}
