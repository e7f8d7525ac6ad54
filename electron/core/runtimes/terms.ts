import type { Limits } from '../../../shared/domain.ts'
import { grantKey, type Grant, type MissingNeed } from '../../../shared/grants.ts'

/** What a child was started with. */
export interface Terms {
  limits: Limits
  /** Those in force. */
  grants: readonly Grant[]
  /** Equal for equal grants and limits. */
  key: string
  /** What its server declares as required and does not have. */
  missing: readonly MissingNeed[]
}

/** What the terms are read from, at every start anew. */
export interface TermsSource {
  limits: Limits
  grants: readonly Grant[]
  /** What is in force of the grants; absent: all. */
  inForce?: readonly Grant[]
  missing: readonly MissingNeed[]
}

export function grantsInForce({ grants, inForce }: Pick<TermsSource, 'grants' | 'inForce'>): readonly Grant[] {
  return inForce ?? grants
}

export function termsOf(source: TermsSource): Terms {
  return { limits: source.limits, grants: grantsInForce(source), key: termsKey(source), missing: source.missing }
}

/** Tells whether an instance runs with what is granted now. The order of grants does not matter. */
export function termsKey(source: Omit<TermsSource, 'missing'>): string {
  const grants = [...grantsInForce(source)].sort((a, b) => (grantKey(a) < grantKey(b) ? -1 : 1))
  return JSON.stringify([sorted(source.limits), grants.map(sorted)])
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))
}
