import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import type net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { defaultLimits } from '../../../../shared/domain.ts'
import type { LogLine, TrapRecord } from '../../../../shared/records.ts'
import { findPlaces, type Places } from '../../home/places.ts'
import { FailureCount } from '../../runtimes/failure-count.ts'
import { Instance } from '../../runtimes/instance.ts'
import type { Launcher } from '../../runtimes/launcher.ts'
import { stderrLines } from '../../runtimes/stderr-lines.ts'
import { compiled, launchers, plain, wasmtime } from '../../runtimes/testing.ts'
import type { Catalog } from '../../servers/catalog.ts'
import { nameTools } from '../../servers/tool-names.ts'
import { GuestLink } from '../guest-link.ts'
import { readCatalog } from '../read-catalog.ts'
import type { Served } from '../served.ts'
import type { CallEnd, CallStart } from '../../records/records.ts'
import type { Origin } from '../../records/messages.ts'
import { Sessions, type SessionsDeps } from '../sessions.ts'
import { listen } from '../socket.ts'

let first: Promise<Launcher> | undefined
let runtime: ReturnType<typeof wasmtime> | undefined

/** Reading and hashing it takes longer than starting a guest. */
function found(): ReturnType<typeof wasmtime> {
  return (runtime ??= wasmtime())
}

function launcher(): Promise<Launcher> {
  first ??= launchers().then(([named]) => named.launcher)
  return first
}

/** One host's sessions on a real socket with real guests; only the book and the records are in memory. */
export class TestHost {
  readonly places: Places
  readonly servers: Served[] = []
  readonly calls: (CallStart & Partial<CallEnd>)[] = []
  readonly logs: Omit<LogLine, 'seq'>[] = []
  readonly traps: TrapRecord[] = []
  /** How many children were started. */
  spawned = 0
  sessions!: Sessions
  #listeners = new Set<(id: string) => void>()
  #code = new Map<string, Awaited<ReturnType<typeof compiled>>>()
  #failures = new Map<string, FailureCount>()
  #server: net.Server | undefined
  #sockets = new Set<net.Socket>()

  constructor(home: string) {
    this.places = findPlaces({ home })
  }

  static async open(home?: string): Promise<TestHost> {
    const folder = home ?? (await mkdtemp(path.join(os.tmpdir(), 'belljar-sessions-')))
    const host = new TestHost(folder)
    await mkdir(host.places.journals, { recursive: true })
    await host.start()
    return host
  }

  async start(): Promise<void> {
    this.sessions = new Sessions({
      book: {
        list: () => this.servers,
        keepCatalog: async (id, catalog) => this.keepCatalog(id, catalog),
        onChange: (listener) => {
          this.#listeners.add(listener)
          return () => void this.#listeners.delete(listener)
        },
      },
      records: {
        callStarted: (call) => void this.calls.push(call),
        callEnded: (end) => void Object.assign(this.calls.find(({ id }) => id === end.id) ?? {}, end),
        log: (line) => void this.logs.push(line),
        ...this.#outputs(),
        trap: (trap) => void this.traps.push(trap),
      },
      places: this.places,
      openInstance: async (server, _session, on, inCall) => this.#instance(server, on, inCall),
      version: '0.1.0',
    })
    this.#server = await listen(this.places, {
      onBridge: (preamble, socket, rest) => {
        this.#sockets.add(socket)
        this.sessions.accept(socket, preamble, rest)
      },
      onControl: (socket) => socket.destroy(),
    })
  }

  #stderr(server: string, session: string | null, text: string): void {
    this.logs.push({ at: Date.now(), server, session, source: 'stderr', level: 'info', text })
  }

  #outputs(): Pick<SessionsDeps['records'], 'output' | 'outputEnded'> {
    const all = new Map<string, ReturnType<typeof stderrLines>>()
    const of = ({ server, session, instance }: Origin) => {
      const key = `${server} ${instance}`
      const lines = all.get(key) ?? stderrLines((text) => this.#stderr(server, session, text))
      all.set(key, lines)
      return lines
    }
    return { output: (origin, bytes) => of(origin).stderr(bytes), outputEnded: (origin) => of(origin).stderrEnded() }
  }

  /** Installs a server; its catalog is read from a real start unless it is given. */
  async add(name: string, wasm: string, more: Partial<Served> = {}): Promise<Served> {
    this.#code.set(name, await compiled(wasm, await launcher()))
    const server: Served = {
      id: name,
      name,
      enabled: true,
      stateful: false,
      limits: { ...defaultLimits },
      tools: [],
      ...more,
    }
    this.servers.push(server)
    if (!more.catalog) this.keepCatalog(name, await this.probe(name))
    return server
  }

  async probe(name: string): Promise<Catalog> {
    const server = this.#served(name)
    const link = new GuestLink({
      server,
      client: { name: 'test', version: '1' },
      capabilities: {},
      version: '0.1.0',
      open: async (on, inCall) => this.#instance(name, on, inCall),
      on: {
        state: () => undefined,
        ready: () => undefined,
        ask: () => Promise.reject(new Error('not now')),
        notified: () => undefined,
        log: (source, level, text) => void this.logs.push({ at: 0, server: name, session: null, source, level, text }),
        ...stderrLines((text) => this.#stderr(name, null, text)),
        ended: () => undefined,
      },
    })
    try {
      return await readCatalog(link)
    } finally {
      await link.close({ code: 'unavailable', message: 'The probe is over.' })
    }
  }

  keepCatalog(id: string, catalog: Catalog): boolean {
    const server = this.servers.find((one) => one.id === id)
    if (!server) return false
    const before = JSON.stringify(server.catalog)
    const taken = new Set(
      this.servers.filter((one) => one !== server).flatMap(({ tools }) => tools.map((tool) => tool.clientName)),
    )
    const known = new Map(server.tools.map((tool) => [tool.name, tool]))
    server.catalog = catalog
    const tools = catalog.tools as { name: string; inputSchema: unknown }[]
    const given = Object.fromEntries(server.tools.map(({ name, clientName }) => [name, clientName]))
    const names = nameTools(
      server.name,
      tools.map(({ name }) => name),
      given,
      taken,
    )
    server.tools = tools.map(({ name, inputSchema }) => ({
      name,
      inputSchema,
      clientName: names[name] ?? name,
      enabled: known.get(name)?.enabled ?? true,
    }))
    if (before === JSON.stringify(catalog)) return false
    this.changed(id)
    return true
  }

  enable(id: string, on: boolean): void {
    this.#served(id).enabled = on
    this.changed(id)
  }

  enableTool(id: string, tool: string, on: boolean): void {
    const found = this.#served(id).tools.find(({ name }) => name === tool)
    if (found) found.enabled = on
    this.changed(id)
  }

  /** As if it were another tool than the one that was approved. */
  holdTool(id: string, tool: string, on: boolean): void {
    const found = this.#served(id).tools.find(({ name }) => name === tool)
    if (found && on) found.held = { after: { name: tool, inputSchema: found.inputSchema } }
    else if (found) delete found.held
    this.changed(id)
  }

  changed(id: string): void {
    for (const listener of this.#listeners) listener(id)
  }

  /** As if the process were killed: sockets close, nothing is answered, the journals stay. */
  async kill(): Promise<void> {
    // A killed process runs no handler.
    for (const socket of this.#sockets)
      socket
        .removeAllListeners()
        .on('error', () => undefined)
        .destroy()
    await new Promise((resolve) => this.#server?.close(resolve))
    for (const { id, pid } of this.sessions.instances()) if (id && pid !== undefined) process.kill(pid, 'SIGKILL')
  }

  async close(): Promise<void> {
    await this.sessions.quit('The test is over.')
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server?.close(resolve))
    await rm(this.places.home, { recursive: true, force: true })
  }

  async #instance(
    server: string,
    on: ConstructorParameters<typeof Instance>[0]['on'],
    inCall: () => boolean,
  ): Promise<Instance> {
    const code = this.#code.get(server)
    const failures = this.#failures.get(server) ?? new FailureCount()
    this.#failures.set(server, failures)
    if (!code) throw new Error(`${server} is not there`)
    return new Instance({
      id: `${server}-${Math.random()}`,
      ...plain(await found(), { ...code, limits: this.#served(server).limits }),
      launcher: await launcher(),
      failures,
      on: {
        ...on,
        spawned: (pid) => {
          this.spawned++
          on.spawned(pid)
        },
      },
      inCall,
    })
  }

  #served(id: string): Served {
    const server = this.servers.find((one) => one.id === id)
    if (!server) throw new Error(`${id} is not there`)
    return server
  }

  /** The same installed servers, for the host that comes after another. */
  shareCode(other: TestHost): void {
    this.#code = other.#code
    for (const server of other.servers) this.servers.push(server)
  }
}
