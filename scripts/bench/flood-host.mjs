import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from './client.mjs'
import { BenchHost } from './host.mjs'

export const linesPerSecond = 100_000

/** A host with a server that prints as many lines as it is told to, and `time`, which should not notice. */
export class FloodHost {
  /** @param {string} root of the checkout @param {string} home */
  static async start(root, home, env = process.env) {
    const flood = new FloodHost()
    flood.host = await BenchHost.start(root, home, env)
    await flood.host.wasmtimeReady()
    const bytes = await readFile(path.join(root, 'wasm/fixtures/built/flooding.wasm'))
    const file = { name: 'flooding.wasm', base64: bytes.toString('base64') }
    const { hash } = await flood.host.call('servers.inspect', { file })
    const { id } = await flood.host.call('servers.add', { hash, name: 'flooding' })
    flood.server = id
    for (const one of [id, 'time']) await flood.host.call('servers.enable', { id: one, enabled: true })
    // A call that prints for long must not be ended by its limit.
    await flood.host.call('limits.set', { id, limits: { callMs: 600_000 } })
    return flood
  }

  /** A client with a flooding instance of its own that has not printed yet. */
  async open() {
    this.client = await new Client(this.host.bridge(this.server)).open()
    await this.print(0)
  }

  /** Prints so many lines at `linesPerSecond`; resolves with how many the instance has printed in all. */
  async print(lines, perSecond = linesPerSecond) {
    const { content } = await this.client.call('print', { lines, perSecond })
    return Number(content[0].text)
  }

  /** How many lines of the flood are stored. */
  async stored() {
    const query = { server: this.server }
    const [all, others] = await Promise.all([
      this.host.call('logs.count', query),
      this.host.call('logs.count', { ...query, sources: ['stdout', 'mcp', 'host'] }),
    ])
    return all.lines - others.lines
  }

  async stop() {
    await this.client?.close()
    await this.host.stop()
  }
}
