import { useMemo, useState } from 'react'
import type { ConfigPlan } from '../../shared/domain.ts'
import { Diff } from '../ui/diff.tsx'
import { Segments } from '../ui/segments.tsx'
import { changeWords, planLines } from '../words/plan-lines.ts'

export function PlanDiff({ plan }: { plan: ConfigPlan }) {
  const [as, setAs] = useState<'change' | 'file'>('change')
  const lines = useMemo(() => planLines(plan.before, plan.after), [plan])
  return (
    <div className="block stack">
      <div className="head">
        <h3>What will change</h3>
        <span className="quiet cut">{changeWords(plan.before, lines)}</span>
        <span className="push">
          <Segments
            label="Show"
            value={as}
            change={setAs}
            options={[
              { value: 'change', text: 'Change' },
              { value: 'file', text: 'Whole file' },
            ]}
          />
        </span>
      </div>
      <Diff lines={lines} label={`Change to ${plan.path}`} whole={as === 'file'} />
      <p className="quiet">
        {plan.before === null
          ? 'The file does not exist yet. Undo removes it again.'
          : 'A copy of the file as it is now is kept first. Undo puts it back.'}
      </p>
    </div>
  )
}
