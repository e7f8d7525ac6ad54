import type { Server } from '../../shared/domain.ts'
import { ProblemError, type Client } from '../../shared/rpc.ts'

/** Rejects with a ProblemError that names the servers there are. */
export async function serverOf(client: Client, id: string): Promise<Server> {
  const { servers } = await client.call('app.snapshot', null)
  const server = servers.find((one) => one.id === id)
  if (server) return server
  throw new ProblemError({
    code: 'not-found',
    message: `There is no server ${id}.`,
    hint:
      servers.length > 0
        ? `These are here: ${servers.map(({ name }) => name).join(', ')}.`
        : 'belljar add FILE.wasm installs one.',
  })
}
