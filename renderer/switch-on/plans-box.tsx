import { useState } from 'react'
import { grantKey } from '../../shared/grants.ts'
import { Sentence } from '../grants/sentence.tsx'
import type { Planned } from '../grants/use-plans.ts'
import { Warnings } from '../grants/warnings.tsx'

/** What several grants would mean together. Keeps the last answer while the next one is on its way. */
export function PlansBox({ planned, quiet }: { planned: readonly (Planned | undefined)[]; quiet?: boolean }) {
  const known = planned.length > 0 && planned.every((each) => each !== undefined)
  const [last, setLast] = useState(planned)
  if (known && planned !== last && JSON.stringify(planned) !== JSON.stringify(last)) setLast(planned)
  const shown = planned.length === 0 ? [] : known ? planned : last
  const plans = shown.flatMap((each) => (each && 'plan' in each ? [each.plan] : []))
  const warnings = new Set(plans.flatMap(({ warnings: own, ask }) => [...own, ...(ask ? [ask] : [])]))
  if (plans.length === 0 || (quiet && warnings.size === 0)) return null
  return (
    <div className={known ? 'plan' : 'plan stale'} role="status">
      {!quiet &&
        plans.map(({ grant, replaces }) => (
          <p key={grantKey(grant)}>
            It may <Sentence grant={grant} begun />
            {replaces && (
              <>
                {' '}
                Instead of: <Sentence grant={replaces} />
              </>
            )}
          </p>
        ))}
      {!quiet &&
        [...new Set(plans.map(({ held }) => held))].map((held) => (
          <p key={held} className="how">
            {held}
          </p>
        ))}
      <Warnings warnings={[...warnings]} />
    </div>
  )
}
