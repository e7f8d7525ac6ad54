import type { Inspection } from '../../../shared/domain.ts'
import type { Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'

/** What a grant is planned against. */
export interface GrantContext {
  server: {
    name: string
    format: Inspection['format']
    /** Names, complete. */
    imports: readonly string[]
    /** What it has already. */
    grants: readonly Grant[]
  }
  /** The other servers. */
  others: readonly { name: string; grants: readonly Grant[] }[]
  /** The host's own. */
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  /** Folders that are Belljar's: absolute, they need not exist. */
  own: readonly string[]
  /** Names in the store of secrets. */
  secrets: readonly string[]
  /** Every address that a name leads to now; rejects when it leads to none. */
  addresses(name: string): Promise<string[]>
}

/** A grant as it will be stored, and what the person should know of it. */
export interface Planned<G extends Grant = Grant> {
  grant: G
  /** One sentence each. */
  warnings: string[]
  /** Why the person must say yes once more. */
  ask?: string
}

/** Why something may not be granted. */
export function refuse(message: string, hint: string): ProblemError {
  return new ProblemError({ code: 'bad-request', message, hint })
}

export function hasControl(text: string): boolean {
  return /\p{Cc}/u.test(text)
}
