import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Inspection } from '../../../shared/domain.ts'
import type { Needs } from '../../../shared/grants.ts'
import { inspectWasm } from './inspect.ts'
import type { BytesProblem } from './withheld.ts'

/** What a server's bytes say of it, kept so that nobody has to read them again. */
export interface Look {
  format: Inspection['format']
  /** Names, complete. */
  imports: string[]
  needs: Needs
}

/** Reads the bytes of an installed server again, or says why they are not its bytes. */
export async function lookAtBytes(file: string, hash: string): Promise<Look | BytesProblem> {
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) return 'missing'
  if (createHash('sha256').update(bytes).digest('hex') !== hash) return 'changed'
  return lookOf(inspectWasm(bytes, ''))
}

export function lookOf({ format, allImports, needs }: ReturnType<typeof inspectWasm>): Look {
  return { format, imports: allImports, needs }
}
