import type { Server } from '../../shared/domain.ts'
import type { Activity } from '../../shared/watching.ts'
import { Ago } from '../ui/ago.tsx'
import { Spark } from '../ui/spark.tsx'
import { pace, paceText, sum } from '../words/activity.ts'
import { counted } from '../words/amounts.ts'

interface Props {
  server: Server
  /** As they are now. */
  activity: Pick<Activity, 'calls' | 'failed'>
  /** The scale that all rows share. */
  most: number
}

/** How much it is called: the last 30 minutes, how often now, when last. */
export function CallsCell({ server, activity, most }: Props) {
  const all = sum(activity.calls)
  const perMinute = paceText(pace(activity.calls))
  const label =
    all === 0
      ? 'no calls in the last 30 minutes'
      : `${counted(all, 'call')} in the last 30 minutes, ${counted(sum(activity.failed), 'failure')}; ${perMinute} per minute now`
  return (
    <div className="calls-cell">
      <Spark calls={activity.calls} failed={activity.failed} most={most} label={label} />
      <span className="num" title={`${counted(server.callCount, 'call')} in all`}>
        {(server.enabled || all > 0) && (
          <>
            {perMinute} <span className="quiet">/min</span>
          </>
        )}
        <small>{server.lastCallAt === undefined ? 'never' : <Ago at={server.lastCallAt} />}</small>
      </span>
    </div>
  )
}
