import type { Problem } from '../../../shared/domain.ts'
import { toProblem } from '../../../shared/rpc.ts'
import type { InstalledServer } from './book.ts'

/**
 * Makes the code of all servers ready, those that are switched on first, so that no call waits for it.
 * Never rejects: `failed` is told of each whose code cannot be made.
 */
export async function compileAhead(
  makeReady: (server: InstalledServer) => Promise<void>,
  servers: readonly InstalledServer[],
  failed: (server: InstalledServer, problem: Problem) => void,
): Promise<void> {
  const order = [...servers].sort((a, b) => Number(b.enabled) - Number(a.enabled))
  await Promise.all(
    order.map((server) => makeReady(server).catch((error: unknown) => failed(server, toProblem(error)))),
  )
}
