/** One permission of a server. There is none yet that could be enforced, so there is none that could be given. */
export type Grant = never

/** What a server may touch, in plain words. */
export function describeGrants(grants: readonly Grant[]): string {
  return grants.length === 0 ? 'nothing' : `${grants.length} grants`
}
