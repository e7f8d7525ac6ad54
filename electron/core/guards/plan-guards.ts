import type { Inspection } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'

export type GuardName = 'environment' | 'filesystem' | 'http' | 'sockets' | 'keyvalue' | 'config'

export interface Guarded {
  format: Inspection['format']
  /** Of a component: its own, as `wasi:filesystem/types@0.2.6`. */
  imports: readonly string[]
}

export interface GuardPlan {
  /** Sorted; empty: the server runs as it is. */
  guards: GuardName[]
  /** Lines for the guards; the same for equal grants. */
  policy: string
}

const wants: [GuardName, RegExp][] = [
  ['config', /^wasi:config\//],
  ['http', /^wasi:http\/outgoing-handler(?:@|$)/],
  ['keyvalue', /^wasi:keyvalue\//],
  ['sockets', /^wasi:sockets\/(?:tcp-create-socket|udp-create-socket|ip-name-lookup)(?:@|$)/],
]

/**
 * Decides which guards stand between a server and the runtime, and what they are told. Throws a ProblemError where a grant could
 * not be held.
 */
export function planGuards({ format, imports, grants }: Guarded & { grants: readonly Grant[] }): GuardPlan {
  const component = format === 'component'
  const newer = component
    ? imports.find((name) => /@0\.(?!2\.)\d/.test(name) && /^wasi:(?!keyvalue|config)/.test(name))
    : undefined
  const guards = component
    ? wants.filter(([, one]) => imports.some((name) => one.test(name))).map(([name]) => name)
    : []
  const usesFiles = !component || imports.some((name) => /^wasi:filesystem\//.test(name))
  const readOnly = grants.some((grant) => grant.kind === 'directory' && grant.access === 'read')
  if (readOnly && usesFiles) guards.push('filesystem')
  if (guards.length === 0) return { guards: [], policy: '' }
  // A guard of another version would stand beside the way that the server takes.
  if (newer !== undefined)
    throw new ProblemError({
      code: 'unavailable',
      message: `The server imports ${newer.slice(0, 200)}, which no guard can hold.`,
      hint: 'Build it for WASI 0.2 (wasm32-wasip2).',
    })
  return { guards: [...guards, 'environment' as const].sort(), policy: policyOf(guards, grants) }
}

/** As for a start, but for any runtime: without the host, only what is written in the component itself holds. */
export function planExport({ format, imports, grants }: Guarded & { grants: readonly Grant[] }): GuardPlan {
  const { guards } = planGuards({ format, imports, grants })
  const usesFiles = format !== 'component' || imports.some((name) => /^wasi:filesystem\//.test(name))
  const all = new Set<GuardName>(guards)
  if (usesFiles) all.add('filesystem').add('environment')
  const hosts = grants.flatMap((grant) => (grant.kind === 'host' ? [`host ${grant.pattern}`] : [])).sort()
  const lines = [...(usesFiles ? folderLines(grants) : []), ...(all.has('http') ? ['egress list', ...hosts] : [])]
  return { guards: [...all].sort(), policy: asText(lines) }
}

function policyOf(guards: readonly GuardName[], grants: readonly Grant[]): string {
  const lines: string[] = []
  if (guards.includes('filesystem')) lines.push(...folderLines(grants))
  if (guards.includes('http')) lines.push('egress proxy')
  return asText(lines)
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

/** A folder without a line is hidden by the guard. */
export function folderLines(grants: readonly Grant[]): string[] {
  return grants.flatMap((grant) => (grant.kind === 'directory' ? [`${grant.access} ${grant.guestPath}`] : [])).sort()
}
