import type { Grant } from '../../../shared/grants.ts'
import {
  isAddress,
  matchesHost,
  parseHostPattern,
  type HostPattern,
  type HostTarget,
} from '../../../shared/host-pattern.ts'
import { isLoopback, isPublicAddress } from './address-kind.ts'

type HostGrant = { pattern: HostPattern; private: boolean }

/** The hosts that one guest may reach, as they were granted when it started. */
export class Allowance {
  readonly #grants: HostGrant[]

  constructor(grants: readonly Grant[]) {
    this.#grants = grants.flatMap((grant) => {
      const pattern = grant.kind === 'host' ? parseHostPattern(grant.pattern) : undefined
      // What cannot be read grants nothing.
      return grant.kind !== 'host' || !pattern || 'message' in pattern ? [] : [{ pattern, private: grant.private }]
    })
  }

  names(target: HostTarget): boolean {
    return this.#matching(target).length > 0
  }

  /** Whether it may be reached at these addresses. One that is not allowed spoils all: who answers with it is not to be trusted. */
  reaches(target: HostTarget, addresses: readonly string[]): boolean {
    const grants = this.#matching(target)
    return (
      addresses.length > 0 &&
      addresses.every((address) => isPublicAddress(address) || grants.some((grant) => opens(grant, address)))
    )
  }

  #matching(target: HostTarget): HostGrant[] {
    return this.#grants.filter(({ pattern }) => matchesHost(pattern, target))
  }
}

/** Whether a grant is also for an address that is not public. */
function opens(grant: HostGrant, address: string): boolean {
  const { host, wildcard } = grant.pattern
  if (wildcard === 'any') return false
  if (grant.private) return true
  if (wildcard !== 'none') return false
  return isAddress(host) || (host === 'localhost' && isLoopback(address))
}
