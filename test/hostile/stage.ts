import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { connectHost } from '../../electron/core/control/connect-host.ts'
import { Host } from '../../electron/core/host.ts'
import { checkoutFiles } from '../../electron/core/testing-files.ts'
import type { Input } from '../../shared/contract.ts'
import type { Client as Control } from '../../shared/rpc.ts'
import { fixture, type FixtureName } from '../../wasm/fixtures/fixture.ts'
import { implementations } from '../bridge/implementations.ts'

type Grants = Input<'grants.add'>['grants']
type Limits = Input<'limits.set'>['limits']

export interface Answer {
  text: string
  refused: boolean
}

/** A real host on a directory of its own, and real clients that reach it through the real bridge. */
export class Stage {
  readonly home: string
  readonly control: Control
  readonly host: Host
  readonly #hangUp: () => void
  readonly #clients: Client[] = []

  private constructor(home: string, host: Host, line: { client: Control; close(): void }) {
    this.home = home
    this.host = host
    this.control = line.client
    this.#hangUp = line.close
  }

  static async open(env: NodeJS.ProcessEnv = {}): Promise<Stage> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'belljar-hold-'))
    const [bridge] = await implementations()
    const native = bridge?.name === 'native' ? bridge.command : ''
    const nodeBridge = bridge?.name === 'node' ? (bridge.args[0] ?? '') : ''
    const files = { ...checkoutFiles, nativeBridge: native, nodeBridge, serve: '' }
    const own = { HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), BELLJAR_KEYCHAIN: 'off' }
    const host = await Host.open({
      ...{ home, mode: 'browser', files, start: ['/bin/false'] },
      env: { ...process.env, ...own, ...env },
    })
    const line = await connectHost(host.places)
    if (!line) throw new Error('the host cannot be reached')
    return new Stage(home, host, line)
  }

  /** Installs it under a name of its own; the same bytes are another server with a comment behind them. */
  async install(name: string, wasm: FixtureName, grants: Grants = [], limits: Limits = {}): Promise<void> {
    const file = path.join(this.home, `${name}.wasm`)
    await writeFile(file, withComment(await readFile(await fixture(wasm)), name))
    const { hash } = await this.control.call('servers.inspect', { file: { path: file } })
    await this.control.call('servers.add', { hash, name })
    if (grants.length > 0) await this.control.call('grants.add', { id: name, grants, confirmed: true })
    if (Object.keys(limits).length > 0) await this.control.call('limits.set', { id: name, limits })
    await this.control.call('servers.enable', { id: name, enabled: true })
  }

  async client(server: string): Promise<(tool: string, args: Record<string, unknown>) => Promise<Answer>> {
    const client = new Client({ name: 'hostile-test', version: '1' })
    const command = path.join(this.home, 'bin', process.platform === 'win32' ? 'belljar-bridge.exe' : 'belljar-bridge')
    await client.connect(new StdioClientTransport({ command, args: [server, '--home', this.home], stderr: 'ignore' }))
    this.#clients.push(client)
    // A name that another server has already got its server's name in front.
    const { servers } = await this.control.call('app.snapshot', null)
    const tools = servers.find(({ id }) => id === server)?.tools ?? []
    const names = new Map(tools.map(({ name, clientName }) => [name, clientName]))
    const call = async (tool: string, args: Record<string, unknown>) => {
      const called = await client
        .callTool({ name: names.get(tool) ?? tool, arguments: args })
        .catch((error: Error) => error)
      if (called instanceof Error) return { text: called.message, refused: true }
      const result = called
      const content = result.content as { type: string; text?: string }[]
      return { text: content.map(({ text }) => text ?? '').join(''), refused: result.isError === true }
    }
    // On a busy machine a first start waits longer for its code than a call does.
    for (let tries = 0; tries < 10; tries++)
      if (!(await call('stderr', { text: '' })).text.includes('still preparing')) break
    return call
  }

  async close(): Promise<void> {
    for (const client of this.#clients) await client.close()
    this.#hangUp()
    await this.host.close()
    await rm(this.home, { recursive: true, force: true })
  }
}

/** A custom section changes the hash and nothing else. */
export function withComment(wasm: Uint8Array, comment: string): Uint8Array {
  const text = Buffer.from(comment)
  const body = Buffer.concat([Buffer.from([1, 'c'.charCodeAt(0)]), text])
  if (body.length > 127) throw new Error('too long for one byte of length')
  return Buffer.concat([wasm, Buffer.from([0, body.length]), body])
}
