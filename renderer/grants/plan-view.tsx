import { useState } from 'react'
import type { GrantPlan } from '../../shared/access.ts'
import { Sentence } from './sentence.tsx'
import type { Planned } from './use-plans.ts'
import { Warnings } from './warnings.tsx'

/** What a grant would mean, before it is given. Keeps the last answer while the next one is on its way. */
export function PlanView({ planned }: { planned: Planned | undefined }) {
  const [last, setLast] = useState<Planned | undefined>(planned)
  if (planned && planned !== last) setLast(planned)
  const shown = planned ?? last
  if (!shown || !('plan' in shown)) return null
  return (
    <div className={planned ? 'plan' : 'plan stale'} role="status">
      <PlanText plan={shown.plan} />
    </div>
  )
}

export function PlanText({ plan }: { plan: GrantPlan }) {
  return (
    <>
      <p>
        It may <Sentence grant={plan.grant} begun />
      </p>
      <p className="how">{plan.held}</p>
      {plan.replaces && (
        <p className="how">
          Instead of: <Sentence grant={plan.replaces} />
        </p>
      )}
      <Warnings warnings={[...plan.warnings, ...(plan.ask ? [plan.ask] : [])]} />
    </>
  )
}
