import type { Inspection } from '../../../shared/domain.ts'
import type { InstalledServer } from './book.ts'
import type { Catalog } from './catalog.ts'
import { installServer, type InstallDeps } from './install.ts'
import { probeWith, type OpenDraft } from './probe.ts'
import { readWasmFile, stageWasm } from './stage.ts'

export interface InstallerDeps extends Omit<InstallDeps, 'probe'> {
  /** Makes an instance of a server that is not installed yet. */
  open: OpenDraft
  /** Belljar's, told to the server. */
  version: string
}

/** A path the host can read, or the bytes themselves. */
export type FileToInspect = { path: string } | { name: string; base64: string }

/** Looks at files and installs what was looked at. */
export class Installer {
  readonly #deps: InstallDeps

  constructor(deps: InstallerDeps) {
    this.#deps = { ...deps, probe: probeWith(deps.open, deps.version) }
  }

  /** Rejects with a ProblemError when the file cannot be read; what it is not says the inspection's problem. */
  async inspect(file: FileToInspect): Promise<Inspection> {
    if ('path' in file) return stageWasm(this.#deps, await readWasmFile(file.path), file.path)
    return stageWasm(this.#deps, Buffer.from(file.base64, 'base64'), file.name)
  }

  /** Starts an installed server once and reads what it offers. Rejects with a ProblemError. */
  probe(server: InstalledServer): Promise<Catalog> {
    return this.#deps.probe(server, () => undefined)
  }

  /** Installs what was inspected, by its hash, and returns the server's id. Rejects with a ProblemError. */
  async add(hash: string, name?: string): Promise<string> {
    const { id } = await installServer(this.#deps, { hash, ...(name !== undefined && { name }) })
    return id
  }
}
