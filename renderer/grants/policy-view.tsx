import type { PolicyPlan } from '../../shared/access.ts'
import type { Limits } from '../../shared/domain.ts'
import { grantKey } from '../../shared/grants.ts'
import { limitRows, limitText } from './limit-text.ts'
import { PlanText } from './plan-view.tsx'
import { Parts } from './policy-parts.tsx'

/** Each part of a policy: what it becomes, or why it does not. */
export function PolicyView({ plan, limits }: { plan: PolicyPlan; limits: Limits }) {
  const limited = limitRows.flatMap((row) => {
    const value = plan.limits[row.name]
    return value === undefined ? [] : [{ ...row, value }]
  })
  return (
    <>
      {plan.plans.length === 0 && limited.length === 0 && <p>Nothing of it can be taken over.</p>}
      {plan.plans.length > 0 && (
        <ul className="stack" aria-label="Grants in the policy">
          {plan.plans.map((each) => (
            <li key={grantKey(each.grant)} className="plan">
              <PlanText plan={each} />
            </li>
          ))}
        </ul>
      )}
      {limited.length > 0 && (
        <dl className="facts" aria-label="Limits in the policy">
          {limited.map(({ name, text, unit, value }) => (
            <div key={name} className="fact">
              <dt>{text}</dt>
              <dd>
                {limitText(unit, value)} <span className="quiet">instead of {limitText(unit, limits[name])}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Parts title="May not be granted" parts={plan.refused} refused />
      <Parts title="Has no counterpart here" parts={plan.unsupported} />
    </>
  )
}
