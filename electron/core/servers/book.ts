import path from 'node:path'
import { defaultLimits, type Limits, type Notice, type ToolFace } from '../../../shared/domain.ts'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import { StateFile } from '../home/state-file.ts'
import { refusedDump } from '../traps/refused-dump.ts'
import { notFound, notGranted, notItsBytes, withheld } from './book-refusals.ts'
import type { Catalog } from './catalog.ts'
import { deleteBytes, isThere } from './delete-bytes.ts'
import { lookAtBytes, type Look } from './look-at-bytes.ts'
import { sameCatalog } from './same-catalog.ts'
import { describe, serversFile, type InstalledServer, type ServerEntry, type ServersFile } from './server-state.ts'
import { named } from './named.ts'
import { clearStaged } from './staged-folder.ts'
import { describeTool, type Said } from './describe-tool.ts'
import { freeName } from './suggest-name.ts'
import { sameFace, toolFaces, toolObjects } from './tool-face.ts'
import { approved, whyWithheld, type BytesProblem } from './withheld.ts'

export type { InstalledServer, ServerSummary } from './server-state.ts'

export interface NewServer extends Look {
  /** What it should be called; numbered when that is taken. */
  name: string
  hash: string
  size: number
  memories: number
  bundledAs?: string
  catalog?: Catalog
  /** Else ours. */
  limits?: Limits
}

interface Options {
  places: Pick<Places, 'home' | 'wasm' | 'cache'>
  onNotice(notice: Omit<Notice, 'id' | 'at'>): void
  /** Blanks out secrets: a server may write what it was given into the description of a tool. */
  redact?(text: string): string
}

/** Words that mean something else where a server's name could stand. */
const reserved = new Set(['all'])

/** What is installed, in the order of its installation, kept in servers.json. */
export class ServerBook {
  readonly #file: StateFile<ServersFile>
  readonly #places: Options['places']
  readonly #redact: (text: string) => string
  readonly #listeners = new Set<(id: string) => void>()
  /** Hashes whose bytes are not there as they were. */
  readonly #unfit = new Map<string, BytesProblem>()
  /** Made anew when the file changed: others may keep and compare them. */
  #described: { from: ServersFile; servers: InstalledServer[] } | undefined

  private constructor(options: Options) {
    this.#places = options.places
    this.#redact = options.redact ?? ((text) => text)
    this.#file = new StateFile<ServersFile>({
      path: path.join(options.places.home, 'servers.json'),
      version: 1,
      schema: serversFile,
      empty: () => ({ servers: [], removed: [] }),
      onNotice: options.onNotice,
      afterLoss: (old) => ({ ...old, servers: old.servers.map(doubted) }),
    })
  }

  static async open(options: Options): Promise<ServerBook> {
    const book = new ServerBook(options)
    await book.#file.load()
    await clearStaged(options.places)
    await book.#catchUp()
    return book
  }

  list(): InstalledServer[] {
    const from = this.#file.value
    if (this.#described?.from !== from)
      this.#described = { from, servers: from.servers.map((entry) => this.#describe(entry)) }
    return this.#described.servers
  }

  get(id: string): InstalledServer | undefined {
    return this.list().find((server) => server.id === id)
  }

  #describe(entry: ServerEntry): InstalledServer {
    return describe(entry, this.wasmPath(entry.hash), this.#unfit.get(entry.hash))
  }

  wasmPath(hash: string): string {
    return path.join(this.#places.wasm, `${hash}.wasm`)
  }

  /** A server as it would be once added: to be started before anybody else sees it. */
  draft(server: NewServer): InstalledServer {
    return this.#describe(entryFor(server, this.freeName(server.name)))
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

  /** Shows clients another name or description of a tool than its own; null takes that back. Neither needs an approval: the person wrote them. */
  describeTool(id: string, tool: string, said: Said): Promise<void> {
    return this.#edit(id, (entry, file) => {
      if (!toolObjects(entry.catalog as Catalog | undefined).has(tool)) throw notFound('tool', tool)
      return describeTool(entry, file, tool, said)
    })
  }

  /** Keeps what the server says of itself now; returns whether that differs from what was kept. New and changed tools are held back. */
  async keepCatalog(id: string, said: Catalog): Promise<boolean> {
    const catalog = JSON.parse(this.#redact(JSON.stringify(said))) as Catalog
    if (sameCatalog(this.get(id)?.catalog, catalog)) return false
    await this.#edit(id, (entry) =>
      entry.faces ? { ...entry, catalog } : this.#decided(entry, { catalog, faces: toolFaces(catalog) }),
    )
    return true
  }

  /** Puts newer bytes of a bundled server in its place, with its tools; what was switched on, off and granted stays. */
  replace(
    id: string,
    { hash, size, memories, catalog, ...look }: Omit<NewServer, 'name' | 'bundledAs'>,
  ): Promise<void> {
    const faces = catalog && toolFaces(catalog)
    return this.#edit(id, (entry) =>
      this.#decided(entry, { hash, size, memories, ...look, ...(catalog && { catalog }), faces }),
    )
  }

  /** Gives grants that were planned; one of the same key is replaced. Refused while the others are withheld. */
  addGrants(id: string, grants: readonly Grant[]): Promise<void> {
    return this.#edit(id, (entry) => this.#given(entry, grants))
  }

  /** Gives grants that were planned and switches it on, at once. */
  switchOn(id: string, grants: readonly Grant[]): Promise<void> {
    return this.#edit(id, (entry) => ({ ...this.#given(entry, grants), enabled: true }))
  }

  /** Takes grants away by their keys. What was withheld stays so. */
  revokeGrants(id: string, keys: readonly string[]): Promise<void> {
    return this.#edit(id, (entry) => {
      const missing = keys.find((key) => !entry.grants.some((grant) => grantKey(grant) === key))
      if (missing !== undefined) throw notGranted(entry.id, missing)
      return this.#decided(entry, { grants: entry.grants.filter((grant) => !keys.includes(grantKey(grant))) })
    })
  }

  /** The person looked at what was withheld and wants it. */
  approveGrants(id: string): Promise<void> {
    return this.#edit(id, (entry) => {
      if (this.#unfit.has(entry.hash)) throw notItsBytes(entry.id)
      return approved(entry)
    })
  }

  /** Takes the tools as they are now; without a name, all that are held back. One that is not as it was `shown` stays so. */
  approveTools(id: string, tool?: string, shown?: readonly ToolFace[]): Promise<void> {
    return this.#edit(id, (entry) => {
      const meant = toolFaces(entry.catalog as Catalog | undefined).filter(({ name }) => (tool ?? name) === name)
      if (tool !== undefined && meant.length === 0) throw notFound('tool', tool)
      const now = shown ? meant.filter((face) => shown.some((one) => sameFace(one, face))) : meant
      const names = new Set(now.map(({ name }) => name))
      return this.#decided(entry, { faces: [...(entry.faces ?? []).filter(({ name }) => !names.has(name)), ...now] })
    })
  }

  setLimits(id: string, limits: Partial<Limits>): Promise<void> {
    return this.#edit(id, (entry) => ({ ...entry, limits: { ...entry.limits, ...limits } }))
  }

  /** Refused where a dump could hold a secret. */
  keepDumps(id: string, keep: boolean): Promise<void> {
    return this.#edit(id, (entry) => {
      const refused = keep ? refusedDump(entry) : undefined
      if (refused) throw new ProblemError(refused)
      return { ...entry, coreDumps: keep }
    })
  }

  /** Reads a server's bytes again: what they import, and whether they are still its bytes. */
  async checkBytes(id: string): Promise<void> {
    const hash = this.#must(id).hash
    const look = await lookAtBytes(this.wasmPath(hash), hash)
    if (typeof look === 'string') this.#unfit.set(hash, look)
    else this.#unfit.delete(hash)
    this.#described = undefined
    this.#tell(id)
    // What cannot be saved now is looked at again next time.
    if (typeof look !== 'string') await this.#edit(id, (entry) => ({ ...entry, ...look })).catch(() => undefined)
  }

  /** Looks whether the bytes of every server are still there. */
  async lookForBytes(): Promise<void> {
    for (const { id, wasm, problem } of this.list())
      if ((await isThere(wasm)) === (problem !== undefined)) await this.checkBytes(id)
  }

  /** Fills in what entries of older versions do not say, and looks at the bytes that grants were given to. */
  async #catchUp(): Promise<void> {
    for (const { id, faces, catalog, imports, grants } of this.#file.value.servers) {
      const known = { faces: toolFaces(catalog as Catalog | undefined) }
      if (catalog && !faces) await this.#edit(id, (entry) => this.#decided(entry, known)).catch(() => undefined)
      if (!imports || grants.length > 0) await this.checkBytes(id)
    }
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

  async #edit(id: string, edit: (entry: ServerEntry, file: ServersFile) => ServerEntry): Promise<void> {
    await this.#file.change((old) => {
      if (!old.servers.some((entry) => entry.id === id)) throw notFound('server', id)
      return {
        ...old,
        servers: old.servers.map((entry) => (entry.id === id ? named(withoutDump(edit(entry, old)), old) : entry)),
      }
    })
    this.#tell(id)
  }

  #given(entry: ServerEntry, grants: readonly Grant[]): ServerEntry {
    if (grants.length === 0) return entry
    const why = whyWithheld(entry, this.#unfit.get(entry.hash))
    if (why) throw withheld(why)
    const byKey = new Map([...entry.grants, ...grants].map((grant) => [grantKey(grant), grant]))
    return approved({ ...entry, grants: [...byKey.values()] })
  }

  /** A change that is approved by being made, except where something is withheld already. */
  #decided(entry: ServerEntry, change: Partial<ServerEntry>): ServerEntry {
    const next = { ...entry, ...change }
    const doubtful = next.grants.length > 0 && whyWithheld(entry, undefined) !== undefined
    return doubtful ? next : approved(next)
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
  const { hash, size, memories, format, imports, needs, bundledAs, catalog, limits = defaultLimits } = server
  return approved({
    ...{ id, hash, size, memories, format, imports, needs, kind: 'stdio', installedAt: Date.now(), enabled: false },
    ...(bundledAs !== undefined && { bundledAs }),
    ...(catalog && { catalog, faces: toolFaces(catalog) }),
    ...{ limits, grants: [], off: [], names: {} },
  })
}

/** A secret that is granted ends its core dumps, also for when it is revoked again. */
function withoutDump(entry: ServerEntry): ServerEntry {
  return entry.coreDumps && refusedDump(entry) ? { ...entry, coreDumps: false } : entry
}

/** Of a copy beside a damaged file, which may be older: what was approved last is not known. */
function doubted(entry: ServerEntry): ServerEntry {
  return entry.grants.length === 0 ? entry : { ...entry, restored: true }
}
