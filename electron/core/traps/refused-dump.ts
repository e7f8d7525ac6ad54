import type { Limits, Problem } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { looksSecret } from '../grants/plan-values.ts'

/** Bytes that all core dumps together may take. */
export const dumpBytes = 500_000_000

/** Why a server's traps leave no core dump, which would hold all that was in its memory; undefined where they may. */
export function refusedDump(server: {
  id: string
  grants: readonly Grant[]
  limits: Pick<Limits, 'memoryBytes'>
}): Problem | undefined {
  const secret = server.grants.map(secretOf).find((name) => name !== undefined)
  if (secret !== undefined)
    return refused(
      `A core dump of ${server.id} would hold its secret ${secret}, readable for everybody who gets the file.`,
      'Revoke that grant first. Traps are recorded without a dump too.',
    )
  if (server.limits.memoryBytes > dumpBytes)
    return refused(
      `A core dump of ${server.id} could be larger than the ${dumpBytes / 1e6} MB that all of them together may take.`,
      'Give it a smaller memory limit first.',
    )
  return undefined
}

/** What of a grant is a secret, or looks like one, by its name. */
function secretOf(grant: Grant): string | undefined {
  if (grant.kind === 'secret') return grant.name
  const name = grant.kind === 'config' ? grant.key : 'name' in grant ? grant.name : undefined
  const value = grant.kind === 'environment' || grant.kind === 'pass-through' || grant.kind === 'config'
  return value && name !== undefined && looksSecret(name) ? name : undefined
}

function refused(message: string, hint: string): Problem {
  return { code: 'conflict', message, hint }
}
