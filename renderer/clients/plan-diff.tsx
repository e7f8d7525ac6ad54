import { useMemo, useState } from 'react'
import type { ConfigPlan } from '../../shared/domain.ts'
import { Plain } from '../ui/plain.tsx'
import { Segments } from '../ui/segments.tsx'
import { counted } from '../words/amounts.ts'
import { changeWords, foldLines, planLines } from './plan-lines.ts'

export function PlanDiff({ plan }: { plan: ConfigPlan }) {
  const [as, setAs] = useState<'change' | 'file'>('change')
  const lines = useMemo(() => planLines(plan.before, plan.after), [plan])
  const shown = as === 'change' ? foldLines(lines) : lines.filter(({ sign }) => sign !== '-')
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
      <div className="diff folded" tabIndex={0} role="region" aria-label={`Change to ${plan.path}`}>
        <ol>
          {shown.map((line, index) =>
            'folded' in line ? (
              <li key={index} className="fold">
                <i />
                <span>{counted(line.folded, 'line')} unchanged</span>
              </li>
            ) : (
              <li
                key={index}
                data-n={line.number}
                className={line.sign === '+' ? 'add' : line.sign === '-' ? 'del' : undefined}
              >
                <i>{line.sign}</i>
                <span>
                  <Plain text={line.text} />
                </span>
              </li>
            ),
          )}
        </ol>
      </div>
      <p className="quiet">
        {plan.before === null
          ? 'The file does not exist yet. Undo removes it again.'
          : 'A copy of the file as it is now is kept first. Undo puts it back.'}
      </p>
    </div>
  )
}
