import type { GrantPlan, PolicyPlan } from '../../../shared/access.ts'
import { grantSchema } from '../../../shared/grant-schema.ts'
import { grantKey, type Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { printable } from '../servers/printable.ts'
import { readPolicy } from './read-policy.ts'

/** What a policy file would mean for a server. `plan` refuses with a ProblemError what a person could not grant either. */
export async function planPolicy(text: string, plan: (grant: Grant) => Promise<GrantPlan>): Promise<PolicyPlan> {
  const { candidates, limits, unsupported } = readPolicy(text)
  const plans = new Map<string, GrantPlan>()
  const refused: string[] = []
  for (const { grant, warnings } of candidates) {
    if (!grantSchema.safeParse(grant).success) {
      refused.push(`${subject(grant)}: it is too long.`)
      continue
    }
    try {
      const planned = await plan(grant)
      plans.set(grantKey(planned.grant), { ...planned, warnings: [...warnings, ...planned.warnings] })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      refused.push(`${subject(grant)}: ${error.problem.message}`)
    }
  }
  return { plans: [...plans.values()], limits, unsupported, refused }
}

function subject(grant: Grant): string {
  switch (grant.kind) {
    case 'directory':
      return `The folder ${printable(grant.hostPath, 200)}`
    case 'host':
      return `The host ${printable(grant.pattern)}`
    default:
      return `The variable ${'name' in grant ? printable(grant.name) : ''}`
  }
}
