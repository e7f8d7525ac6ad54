import type { Snapshot } from '../../shared/domain.ts'
import type { AppFiles } from '../app-files.ts'
import type { Autostart } from './live-settings.ts'

export interface HostOptions {
  home?: string
  mode: Snapshot['mode']
  files: AppFiles
  /** What starts a host in the background; written where bridges look. */
  start: readonly string[]
  env?: NodeJS.ProcessEnv
  /** Started by a bridge: one that was started just before somebody pressed Quit must not undo that. */
  background?: boolean
  /** For one command: no socket, so no client can connect. */
  forCommand?: boolean
  /** Shows the system's own dialog; null when nothing was chosen. */
  pickFolder?(start: string | undefined): Promise<string | null>
  /** Absent where Belljar cannot be started with the computer. */
  autostart?: Autostart
}
