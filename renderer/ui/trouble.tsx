import type { ReactNode } from 'react'
import type { Problem } from '../../shared/domain.ts'
import { Icon } from './icon.tsx'
import { Plain } from './plain.tsx'

/** What happened and what to do about it, in place. */
export function Trouble({ problem, actions }: { problem: Problem; actions?: ReactNode }) {
  return (
    <div className="notice failed" role="alert">
      <Icon name="failed" mark="failed" />
      <div>
        <p>
          <b>
            <Plain text={problem.message} />
          </b>
        </p>
        {problem.hint && (
          <p className="second">
            <Plain text={problem.hint} />
          </p>
        )}
      </div>
      {actions && <span className="row">{actions}</span>}
    </div>
  )
}
