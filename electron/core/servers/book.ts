import path from 'node:path'
import { defaultLimits, type Notice } from '../../../shared/domain.ts'
import { needsSchema } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { StateFile } from '../home/state-file.ts'
import type { Catalog } from './catalog.ts'
import { deleteBytes } from './delete-bytes.ts'
import { sameCatalog } from './same-catalog.ts'
import {
  describe,
  serversFile,
  toolObjects,
  type InstalledServer,
  type ServerEntry,
  type ServersFile,
} from './server-state.ts'
import { clearStaged } from './staged-folder.ts'
import { freeName } from './suggest-name.ts'
import { nameTools } from './tool-names.ts'

export type { InstalledServer, ServerSummary } from './server-state.ts'

export interface NewServer {
  /** What it should be called; numbered when that is taken. */
  name: string
  hash: string
  size: number
  memories: number
  bundledAs?: string
  catalog?: Catalog
}

interface Options {
  places: Pick<Places, 'home' | 'wasm' | 'cache'>
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
}

/** Words that mean something else where a server's name could stand. */
const reserved = new Set(['all'])

/** What is installed, in the order of its installation, kept in servers.json. */
export class ServerBook {
  readonly #file: StateFile<ServersFile>
  readonly #places: Options['places']
  readonly #listeners = new Set<(id: string) => void>()
  /** Made anew when the file changed: others may keep and compare them. */
  #described: { from: ServersFile; servers: InstalledServer[] } | undefined

  private constructor(options: Options) {
    this.#places = options.places
    this.#file = new StateFile<ServersFile>({
      path: path.join(options.places.home, 'servers.json'),
      version: 1,
      schema: serversFile,
      empty: () => ({ servers: [], removed: [] }),
      onNotice: options.onNotice,
    })
  }

  static async open(options: Options): Promise<ServerBook> {
    const book = new ServerBook(options)
    await book.#file.load()
    await clearStaged(options.places)
    return book
  }

  list(): InstalledServer[] {
    const from = this.#file.value
    if (this.#described?.from !== from)
      this.#described = { from, servers: from.servers.map((entry) => describe(entry, this.wasmPath(entry.hash))) }
    return this.#described.servers
  }

  get(id: string): InstalledServer | undefined {
    return this.list().find((server) => server.id === id)
  }

  wasmPath(hash: string): string {
    return path.join(this.#places.wasm, `${hash}.wasm`)
  }

  /** A server as it would be once added: to be started before anybody else sees it. */
  draft(server: NewServer): InstalledServer {
    return describe(entryFor(server, this.freeName(server.name)), this.wasmPath(server.hash))
  }

  freeName(name: string): string {
    return freeName(name, (one) => reserved.has(one) || this.#file.value.servers.some(({ id }) => id === one))
  }

  /** Adds it, switched off. */
  async add(server: NewServer): Promise<InstalledServer> {
    let id = ''
    await this.#file.change((old) => {
      id = freeName(server.name, (one) => reserved.has(one) || old.servers.some((other) => other.id === one))
      const entry = named(entryFor(server, id), old)
      const removed = old.removed.filter((name) => name !== server.bundledAs)
      return { servers: [...old.servers, entry], removed }
    })
    this.#tell(id)
    return this.#must(id)
  }

  setEnabled(id: string, enabled: boolean): Promise<void> {
    return this.#edit(id, (entry) => ({ ...entry, enabled }))
  }

  setTool(id: string, tool: string, enabled: boolean): Promise<void> {
    return this.#edit(id, (entry) => {
      if (!toolObjects(entry.catalog as Catalog | undefined).has(tool)) throw notFound('tool', tool)
      const others = entry.off.filter((name) => name !== tool)
      return { ...entry, off: enabled ? others : [...others, tool] }
    })
  }

  /** Keeps what the server says of itself now; returns whether that differs from what was kept. */
  async keepCatalog(id: string, catalog: Catalog): Promise<boolean> {
    if (sameCatalog(this.get(id)?.catalog, catalog)) return false
    await this.#edit(id, (entry) => ({ ...entry, catalog }))
    return true
  }

  /** Puts newer bytes in a server's place; what was switched on and off stays. */
  replace(id: string, server: Omit<NewServer, 'name'>): Promise<void> {
    const { hash, size, memories, catalog } = server
    return this.#edit(id, (entry) => ({ ...entry, hash, size, memories, ...(catalog && { catalog }) }))
  }

  /** Also deletes its bytes and code. */
  async remove(id: string): Promise<void> {
    const hash = this.get(id)?.hash
    await this.#file.change((old) => {
      const gone = old.servers.find((entry) => entry.id === id)
      if (!gone) throw notFound('server', id)
      const removed = gone.bundledAs === undefined ? old.removed : [...old.removed, gone.bundledAs]
      return { servers: old.servers.filter((entry) => entry !== gone), removed }
    })
    if (hash !== undefined) await this.dropBytes(hash)
    this.#tell(id)
  }

  /** Deletes bytes and code that no server has. */
  async dropBytes(hash: string): Promise<void> {
    if (!this.list().some((server) => server.hash === hash)) await deleteBytes(this.#places, hash)
  }

  /** Whether the person removed a bundled server. */
  wasRemoved(bundledAs: string): boolean {
    return this.#file.value.removed.includes(bundledAs)
  }

  onChange(listener: (id: string) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async #edit(id: string, edit: (entry: ServerEntry) => ServerEntry): Promise<void> {
    await this.#file.change((old) => {
      if (!old.servers.some((entry) => entry.id === id)) throw notFound('server', id)
      return { ...old, servers: old.servers.map((entry) => (entry.id === id ? named(edit(entry), old) : entry)) }
    })
    this.#tell(id)
  }

  #tell(id: string): void {
    for (const listener of this.#listeners) listener(id)
  }

  #must(id: string): InstalledServer {
    const server = this.get(id)
    if (!server) throw notFound('server', id)
    return server
  }
}

function entryFor(server: NewServer, id: string): ServerEntry {
  const { hash, size, memories, bundledAs, catalog } = server
  return {
    ...{ id, hash, size, memories, kind: 'stdio', installedAt: Date.now(), enabled: false },
    ...(bundledAs !== undefined && { bundledAs }),
    ...(catalog && { catalog }),
    ...{ limits: defaultLimits, grants: [], needs: needsSchema.parse({}), off: [], names: {} },
  }
}

/** Gives every tool that has none yet its name for clients. */
function named(entry: ServerEntry, file: ServersFile): ServerEntry {
  const others = file.servers.filter(({ id }) => id !== entry.id).flatMap(({ names }) => Object.values(names))
  const tools = [...toolObjects(entry.catalog as Catalog | undefined).keys()]
  return { ...entry, names: nameTools(entry.id, tools, entry.names, new Set(others)) }
}

function notFound(what: 'server' | 'tool', name: string): ProblemError {
  return new ProblemError({ code: 'not-found', message: `There is no ${what} "${name}".` })
}
