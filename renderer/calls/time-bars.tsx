import type { CallDetail } from '../../shared/records.ts'
import { count, duration, written } from '../words/amounts.ts'
import { Plain } from '../ui/plain.tsx'
import { phasesOf } from './phases.ts'

/** How long a call took, and where the time went. */
export function TimeBars({ call }: { call: CallDetail }) {
  const { durationMs, ranked } = call
  if (durationMs === undefined) return null
  const phases = phasesOf(call)
  return (
    <div className="block stack" role="group" aria-label="Time">
      <div className="head">
        <h3>{written(duration(durationMs))}</h3>
        {ranked && (
          <span className="quiet cut">
            {rankText(ranked)} <Plain text={call.tool} />
          </span>
        )}
      </div>
      {phases.length > 0 && (
        <dl className="breakdown">
          {phases.map(({ name, fromMs, ms }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="span-bar-of" aria-hidden="true">
                <i style={{ marginLeft: `${share(fromMs)}%`, width: `${Math.max(0.5, share(ms))}%` }} />
              </dd>
              <dd>{written(duration(ms))}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )

  function share(ms: number): number {
    return durationMs ? Math.min(99.5, (ms / durationMs) * 100) : 0
  }
}

/** Few others say nothing about a rank. */
const fewest = 5

function rankText({ slower, of }: NonNullable<CallDetail['ranked']>): string {
  if (of < fewest) return `one of ${count(of + 1)} calls of`
  const share = slower / of
  return share >= 0.5
    ? `faster than ${Math.floor(share * 100)} % of`
    : `slower than ${Math.floor((1 - share) * 100)} % of`
}
