import type { TrapRecord } from '../../shared/records.ts'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { panicPlace, trapHeadline } from '../../shared/trap-words.ts'

/** Plain words first, the trap's own second. */
export function TrapLead({ trap }: { trap: TrapRecord }) {
  const place = panicPlace(trap)
  return (
    <div className="lead trap-lead">
      <Icon name="trapped" mark="trapped" />
      <h2 className="title">
        <Plain text={trapHeadline(trap.server, trap)} />
      </h2>
      <p className="second">
        <span className="mono">
          <Plain text={trap.message} />
        </span>
        {place && (
          <>
            , a panic at{' '}
            <span className="mono">
              <Plain text={place} />
            </span>
          </>
        )}
      </p>
      {trap.call && (
        <p className="second">
          <Plain text={trap.client} /> got an error for this one call and went on. Nothing was granted to {trap.server},
          so nothing outside of it was touched.
        </p>
      )}
    </div>
  )
}
