import type { GrantPlan } from '../../../shared/access.ts'
import { grantKey, sayGrant, sayHeld, type Grant } from '../../../shared/grants.ts'
import { ProblemError } from '../../../shared/rpc.ts'
import { canonical } from '../servers/canonical.ts'
import type { GrantContext, Planned } from './grant-context.ts'
import { planDirectory } from './plan-directory.ts'
import { planHost } from './plan-host.ts'
import { planConfig, planEnvironment, planKeyvalue, planPassThrough, planSecret } from './plan-values.ts'

/**
 * What a grant would mean, as a person wrote it. Changes nothing. Rejects with a ProblemError where it may not be granted, could
 * not be enforced, or would have no effect.
 */
export async function planGrant(context: GrantContext, wanted: Grant): Promise<GrantPlan> {
  const { grant, warnings, ask } = await plan(context, wanted)
  const before = context.server.grants.find((other) => grantKey(other) === grantKey(grant))
  return {
    grant,
    sentence: sayGrant(grant),
    held: sayHeld(grant),
    warnings,
    ...(ask !== undefined && { ask }),
    ...(before && canonical(before) !== canonical(grant) && { replaces: before }),
  }
}

async function plan(context: GrantContext, grant: Grant): Promise<Planned> {
  switch (grant.kind) {
    case 'directory':
      return planDirectory(context, grant)
    case 'host':
      return planHost(context, grant)
    case 'environment':
      return planEnvironment(context, grant)
    case 'pass-through':
      return planPassThrough(context, grant)
    case 'config':
      return planConfig(context, grant)
    case 'secret':
      return planSecret(context, grant)
    case 'keyvalue':
      return planKeyvalue(context, grant)
    default:
      return grant satisfies never
  }
}

/** Plans grants one after the other, each as if those before it were given. A refusal says which one it is about. */
export async function planGrants(context: GrantContext, wanted: readonly Grant[]): Promise<GrantPlan[]> {
  const plans: GrantPlan[] = []
  let { server } = context
  for (const [index, grant] of wanted.entries()) {
    const plan = await planGrant({ ...context, server }, grant).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error
      throw new ProblemError({ ...error.problem, at: `grants.${index}` })
    })
    plans.push(plan)
    const others = server.grants.filter((other) => grantKey(other) !== grantKey(plan.grant))
    server = { ...server, grants: [...others, plan.grant] }
  }
  return plans
}
