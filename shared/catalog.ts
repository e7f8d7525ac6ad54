import type { ServerId } from './domain.ts'
import type { Needs } from './grants.ts'

/** A server that can be installed. Its wasm lies with Belljar. */
export interface CatalogEntry {
  name: string
  title?: string
  description?: string
  /** A `data:` URI. */
  icon?: string
  version?: string
  /** Bytes. */
  size: number
  hash: string
  tools: { name: string; title?: string; description?: string }[]
  needs: Needs
  /** The server that it is installed as. */
  installed?: ServerId
}

/** Software that Belljar is made of. */
export interface Licence {
  name: string
  version: string
  /** SPDX. */
  licence: string
  /** The whole text. */
  text: string
}

export interface About {
  version: string
  node: string
  electron?: string
  chromium?: string
  wasmtime?: string
  sqlite: string
  platform: string
  /** Where the log of the host itself lies. */
  hostLog: string
}

/** What the records take. */
export interface RecordsSize {
  /** Bytes on disk. */
  bytes: number
  lines: number
  calls: number
  traps: number
  /** The oldest of them. */
  oldestAt?: number
}
