import type { Problem } from '../../../shared/domain.ts'
import { toProblem } from '../../../shared/rpc.ts'
import type { InstalledServer } from './book.ts'
import { compileWasm, type CompileDeps } from './compile.ts'

/**
 * Compiles all servers that have no code for this wasmtime yet, those that are switched on first, so that no call waits for it.
 * Never rejects: `failed` is told of each that cannot be compiled.
 */
export async function compileAhead(
  deps: CompileDeps,
  servers: readonly InstalledServer[],
  failed: (server: InstalledServer, problem: Problem) => void,
): Promise<void> {
  const order = [...servers].sort((a, b) => Number(b.enabled) - Number(a.enabled))
  await Promise.all(
    order.map((server) => compileWasm(deps, server).catch((error: unknown) => failed(server, toProblem(error)))),
  )
}
