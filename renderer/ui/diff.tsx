import { foldLines, type PlanLine } from '../words/plan-lines.ts'
import { counted } from '../words/amounts.ts'
import { Plain } from './plain.tsx'

/** Lines that go and lines that come. Long unchanged stretches are folded when only the change is wanted. */
export function Diff({ lines, label, whole }: { lines: readonly PlanLine[]; label: string; whole?: boolean }) {
  const shown = whole ? lines.filter(({ sign }) => sign !== '-') : foldLines(lines)
  return (
    <div className="diff folded" tabIndex={0} role="region" aria-label={label}>
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
  )
}
