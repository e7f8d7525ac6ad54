import type { CatalogEntry } from '../../../shared/catalog.ts'
import type { Limits, ServerId } from '../../../shared/domain.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import type { Places } from '../home/places.ts'
import type { NewServer, ServerBook } from '../servers/book.ts'
import { printable } from '../servers/printable.ts'
import { bundledNames, bundledServer, keepBytes, readBundled, type BundledFile } from '../servers/read-bundled.ts'
import { Slots } from '../servers/slots.ts'
import { alreadyThere } from '../servers/stage.ts'
import { toolObjects } from '../servers/tool-face.ts'

interface Deps {
  book: ServerBook
  places: Pick<Places, 'wasm'>
  /** Where they lie. */
  folder: string
  limits(): Limits
}

/** The servers that come with Belljar, also those that were removed. Another source would offer the same two functions. */
export class BundledCatalog {
  readonly #deps: Deps
  /** What lies there does not change while this program runs. */
  #known: Promise<Omit<CatalogEntry, 'installed'>[]> | undefined
  /** One at a time: two could want the same name. */
  readonly #turns = new Slots(1)

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** By name. */
  async list(): Promise<CatalogEntry[]> {
    this.#known ??= this.#read()
    const installed = this.#deps.book.list()
    return (await this.#known).map((entry) => {
      const server = installed.find(({ bundledAs, hash }) => bundledAs === entry.name || hash === entry.hash)
      return server ? { ...entry, installed: server.id } : entry
    })
  }

  /** Installs it, switched off, and gives the server's id. Rejects with a ProblemError. */
  add(name: string): Promise<ServerId> {
    return this.#turns.run(() => this.#add(name))
  }

  async #add(name: string): Promise<ServerId> {
    const { book, places, folder, limits } = this.#deps
    const entry = (await this.list()).find((one) => one.name === name)
    if (!entry) throw notThere(name)
    if (entry.installed !== undefined) throw alreadyThere(entry.installed)
    const file = await readBundled(folder, name)
    await keepBytes(book, places.wasm, file)
    const { id } = await book.add({ ...(await bundledServer(folder, file)), limits: limits() })
    return id
  }

  async #read(): Promise<Omit<CatalogEntry, 'installed'>[]> {
    const { folder } = this.#deps
    const entries = []
    for (const name of await bundledNames(folder)) {
      const file = await readBundled(folder, name).catch(() => undefined)
      if (file) entries.push(entryOf(file, await bundledServer(folder, file)))
    }
    return entries
  }
}

function entryOf({ name, hash }: BundledFile, { size, needs, catalog }: NewServer): Omit<CatalogEntry, 'installed'> {
  const { title, description, version, icons } = catalog?.serverInfo ?? {}
  const icon = icons?.[0]?.src
  return {
    name,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(icon !== undefined && { icon }),
    ...(version !== undefined && { version }),
    size,
    hash,
    tools: [...toolObjects(catalog)].map(([tool, { title, description }]) => ({
      name: tool,
      ...(typeof title === 'string' && { title }),
      ...(typeof description === 'string' && { description }),
    })),
    needs,
  }
}

function notThere(name: string): ProblemError {
  return new ProblemError({
    code: 'not-found',
    message: `There is no ${printable(name)} in the catalog.`,
    hint: 'Look at the catalog for what can be installed.',
  })
}
