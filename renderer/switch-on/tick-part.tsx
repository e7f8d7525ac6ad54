import { useId } from 'react'
import { Plain } from '../ui/plain.tsx'
import type { Part } from './part.ts'
import { PlansBox } from './plans-box.tsx'

/** Something that is allowed as it is, or left out. */
export function TickPart({ need, answer, change, planned, wrong }: Part<'tick'>) {
  const id = useId()
  const [mistake] = wrong
  const { draft, on } = answer
  return (
    <>
      <label className="row tick" htmlFor={id}>
        <input
          id={id}
          className="check"
          type="checkbox"
          checked={on}
          aria-invalid={!!mistake}
          aria-describedby={mistake ? `${id}-mistake` : undefined}
          onChange={(event) => change({ ...answer, on: event.target.checked })}
        />
        <span>
          {draft.kind === 'host' ? (
            <>
              Allow requests to <b className="mono">{draft.pattern}</b>
            </>
          ) : (
            <>
              Allow <Plain text={need.text} />, at most 16 MB
            </>
          )}
        </span>
      </label>
      {mistake && (
        <p id={`${id}-mistake`} className="mistake-line" role="alert">
          <Plain text={`${mistake.text} ${mistake.hint ?? ''}`} />
        </p>
      )}
      <PlansBox planned={planned} quiet />
    </>
  )
}
