import type { Snapshot } from '../../../shared/domain.ts'
import type { AppFiles } from '../../app-files.ts'
import type { BundledCatalog } from '../catalog/bundled-catalog.ts'
import type { Clients } from '../clients/clients.ts'
import type { Denials } from '../denials/denials.ts'
import type { GrantParts } from '../grants/grant-calls.ts'
import type { HealthParts } from '../health/make-health.ts'
import type { WatchingParts } from '../watching/make-watching.ts'
import type { Places } from '../home/places.ts'
import type { StateFile } from '../home/state-file.ts'
import type { Instances } from '../instances.ts'
import type { KeyValueStores } from '../keyvalue/key-value-stores.ts'
import type { LiveSettings } from '../live-settings.ts'
import type { Notices } from '../notices.ts'
import type { Checker } from '../playground/checker.ts'
import type { Records } from '../records/records.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { ServerBook } from '../servers/book.ts'
import type { Installer } from '../servers/installer.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { Settings } from '../settings.ts'
import type { Shelf } from '../shelf.ts'
import type { Dumps } from '../traps/dumps.ts'
import type { WasmtimeSource } from '../wasmtime/source.ts'

/** What the calls are answered from. */
export interface Parts {
  about: Pick<Snapshot, 'version' | 'home' | 'mode' | 'platform'>
  places: Places
  book: ServerBook
  settings: StateFile<Settings>
  /** The same as people see it. */
  live: LiveSettings
  files: Pick<AppFiles, 'resources'>
  catalog: BundledCatalog
  installer: Installer
  shelf: Shelf
  instances: Instances
  sessions: Sessions
  checker: Checker
  records: Records
  dumps: Dumps
  denials: Denials
  health: HealthParts
  watching: WatchingParts
  secrets: Secrets
  stores: KeyValueStores
  clients: Clients
  wasmtime: WasmtimeSource
  notices: Notices
  grants: GrantParts
  clientsChanged(): Promise<void>
  /** Blanks out secrets. */
  redact(text: string): string
  quit(): void
}
