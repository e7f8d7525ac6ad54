import type { RuntimeState } from '../../../shared/domain.ts'
import type { InstalledServer } from '../servers/book.ts'

interface Circumstances {
  /** Checks are wanted at all. */
  probe: boolean
  wasmtime: RuntimeState
  /** Its machine code is being made. */
  compiling: boolean
}

/** Why a server is not checked now, one sentence; undefined when it is. Nothing of this is a failure of the server. */
export function whyPaused(server: InstalledServer, { probe, wasmtime, compiling }: Circumstances): string | undefined {
  return whyUnfit(server) ?? (probe ? whyNotYet(wasmtime, compiling) : 'Checks are switched off in Settings.')
}

/** What only a person can change. */
export function whyUnfit({ enabled, withheld, missing }: InstalledServer): string | undefined {
  if (!enabled) return 'It is switched off.'
  if (withheld !== undefined) return withheld
  const [first] = missing
  return first && `It needs what is not granted: ${first.text}.`
}

export function whyNotYet(wasmtime: RuntimeState, compiling: boolean): string | undefined {
  if (wasmtime.kind === 'failed') return 'There is no wasmtime to run it with.'
  if (wasmtime.kind !== 'ready') return 'wasmtime is still being prepared.'
  return compiling ? 'Its code is still being compiled.' : undefined
}
