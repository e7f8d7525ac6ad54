import type { Limits, Problem } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { looksSecret } from '../grants/plan-values.ts'
import { planGuards, type Guarded } from '../guards/plan-guards.ts'
import { isComposed } from './is-composed.ts'

/** Bytes that all core dumps together may take. */
export const dumpBytes = 500_000_000

interface Dumped {
  format?: Guarded['format'] | undefined
  imports?: Guarded['imports'] | undefined
  id: string
  grants: readonly Grant[]
  limits: Pick<Limits, 'memoryBytes'>
}

/** Blanks out the values of secrets. */
type Redact = (text: string) => string

/** Why a server's traps leave no core dump, which would hold all that was in its memory; undefined where they may. */
export async function dumpProblem(
  server: Dumped & { wasm: string; hash: string },
  redact: Redact,
): Promise<Problem | undefined> {
  const refusal = refusedDump(server, redact)
  if (refusal) return refusal
  const composed = await isComposed(server).catch(() => true)
  return composed ? cannot(`${server.id}, which is put together from several components`) : undefined
}

/** As far as it can be said without the server's bytes, and without `redact` only by names. */
export function refusedDump(server: Dumped, redact?: Redact): Problem | undefined {
  const secret = server.grants.map((grant) => secretOf(grant, redact)).find((name) => name !== undefined)
  if (secret !== undefined)
    return refused(
      `A core dump of ${server.id} would hold its secret ${secret}, readable for everybody who gets the file.`,
      'Revoke that grant first. Traps are recorded without a dump too.',
    )
  // A server behind guards is one of several components: see is-composed.ts.
  const guards = guardsOf(server)
  if (guards.length > 0) return cannot(`${server.id}, as it is held by guards (${guards.join(', ')})`)
  if (server.limits.memoryBytes > dumpBytes)
    return refused(
      `A core dump of ${server.id} could be larger than the ${dumpBytes / 1e6} MB that all of them together may take.`,
      'Give it a smaller memory limit first.',
    )
  return undefined
}

/** What of a grant is a secret, or looks like one, by its name or its value. */
function secretOf(grant: Grant, redact: Redact = (text) => text): string | undefined {
  if (grant.kind === 'secret') return grant.name
  const name = grant.kind === 'config' ? grant.key : 'name' in grant ? grant.name : undefined
  const value = grant.kind === 'environment' || grant.kind === 'pass-through' || grant.kind === 'config'
  if (!value || name === undefined) return undefined
  const held = grant.kind !== 'pass-through' && redact(grant.value) !== grant.value
  return held || looksSecret(name) ? name : undefined
}

function guardsOf({ format = 'other', imports = [], grants }: Dumped): string[] {
  try {
    return planGuards({ format, imports, grants }).guards
  } catch {
    return ['unknown']
  }
}

function cannot(what: string): Problem {
  return refused(
    `wasmtime 48 cannot write a core dump of ${what}.`,
    'Traps are recorded without one too, with their frames and the call.',
  )
}

function refused(message: string, hint: string): Problem {
  return { code: 'conflict', message, hint }
}
