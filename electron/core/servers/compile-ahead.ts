import type { Problem } from '../../../shared/domain.ts'
import { toProblem } from '../../../shared/rpc.ts'
import type { InstalledServer } from './book.ts'

/**
 * Makes the code of all servers ready, so that no call waits for it: first of those that are switched on, then of the others one by
 * one, so that what somebody wants meanwhile waits for one of them at most. Never rejects: `failed` is told of each whose code
 * cannot be made.
 */
export async function compileAhead(
  makeReady: (server: InstalledServer) => Promise<void>,
  servers: readonly InstalledServer[],
  failed: (server: InstalledServer, problem: Problem) => void,
): Promise<void> {
  const one = (server: InstalledServer) => makeReady(server).catch((error: unknown) => failed(server, toProblem(error)))
  await Promise.all(servers.filter(({ enabled }) => enabled).map(one))
  for (const server of servers.filter(({ enabled }) => !enabled)) await one(server)
}
