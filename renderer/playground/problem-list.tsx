import { Plain } from '../ui/plain.tsx'
import { Icon } from '../ui/icon.tsx'
import { focusAt } from './focus-at.ts'
import { placeOf } from './pointers.ts'

/** What no field shows: beside JSON all of it, beside a form what is wrong with the whole. */
export function ProblemList({
  problems,
  inJson,
}: {
  problems: readonly { at: string; message: string }[]
  inJson: boolean
}) {
  const shown = inJson ? problems : problems.filter(({ at }) => at === '')
  if (shown.length === 0) return null
  return (
    <ul className="problems" aria-label="Problems">
      {shown.slice(0, 20).map(({ at, message }) => (
        <li key={`${at} ${message}`} className="mistake">
          <Icon name="failed" mark="failed" />
          <p>
            {at !== '' &&
              (inJson ? (
                <span className="mono">
                  <Plain text={placeOf(at)} />
                </span>
              ) : (
                <button type="button" className="link mono" onClick={() => focusAt(at)}>
                  <Plain text={placeOf(at)} />
                </button>
              ))}{' '}
            <Plain text={message} />
          </p>
        </li>
      ))}
      {shown.length > 20 && <li className="quiet">and {shown.length - 20} more</li>}
    </ul>
  )
}
