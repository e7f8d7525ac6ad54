import { ask } from '../connection.ts'
import { useEffect, useMemo, useState } from 'react'
import type { Call } from '../../shared/records.ts'
import { listenToCalls } from '../store/call-news.ts'
import { useEpoch } from '../store/store.ts'
import { useNow } from '../ui/now.ts'
import { timeScale, timeTicks } from '../ui/plot-scale.ts'
import { useWidth } from '../ui/use-width.ts'
import { counted, duration, written } from '../words/amounts.ts'
import { safeText } from '../words/hidden.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { clock } from '../words/times.ts'
import { fits, type CallScope } from './call-filter.ts'
import { lanesOf, type Lane } from './lanes.ts'

export const timelineMs = 5 * 60_000
const laneHeight = 20
const axis = 20
const names = 132
/** More bars in the same minutes could not be told apart. */
const most = 1000

/** Who called what in the last minutes, and how long it took: one bar for each call. */
export function Timeline({
  scope,
  item,
  open,
}: {
  scope: CallScope
  item?: string | undefined
  open: (id: string) => void
}) {
  const now = useNow()
  const { ref, width } = useWidth<HTMLDivElement>()
  const calls = useRecent(scope)
  const since = now - timelineMs
  const lanes = useMemo(() => lanesOf(calls, since, now), [calls, since, now])
  const bars = lanes.reduce((sum, lane) => sum + lane.bars.length, 0)
  const x = timeScale(since, now, { left: names, right: Math.max(names + 10, width - 8), top: 0, bottom: 0 })
  const height = Math.max(1, lanes.length) * laneHeight
  return (
    <div
      className="timeline"
      ref={ref}
      role="region"
      tabIndex={0}
      aria-label={`Timeline of the last 5 minutes: ${counted(bars, 'call')}${lanes.length > 0 ? `, ${lanes.map(laneText).join(', ')}` : ''}`}
    >
      {width > 0 && (
        <svg className="plot" width={width} height={height + axis} aria-hidden="true">
          {timeTicks(since, now, 5).map((at) => (
            <g key={at}>
              <path className="grid" d={`M${x(at)} 0V${height}`} />
              <text x={x(at)} y={height + 14} textAnchor="middle">
                {clock(at).slice(0, 5)}
              </text>
            </g>
          ))}
          {lanes.map((lane, index) => (
            <LaneBars key={lane.name} lane={lane} top={index * laneHeight} x={x} item={item} open={open} />
          ))}
          {lanes.length === 0 && (
            <text x={names} y={14}>
              No call in the last 5 minutes
            </text>
          )}
        </svg>
      )}
    </div>
  )
}

interface LaneProps {
  lane: Lane
  top: number
  x: (at: number) => number
  item: string | undefined
  open: (id: string) => void
}

function LaneBars({ lane, top, x, item, open }: LaneProps) {
  const name = safeText(lane.name)
  return (
    <g>
      <text x={0} y={top + 14} className="lane">
        {name.length > 20 ? `${name.slice(0, 19)}…` : name}
        <title>{name}</title>
      </text>
      {lane.bars.map(({ call, from, to }) => {
        const { tone, word } = outcomeWords(call.outcome)
        return (
          <rect
            key={call.id}
            className={`bar-of ${tone}${call.id === item ? ' chosen' : ''}`}
            x={x(from)}
            y={top + 4}
            width={Math.max(2, x(to) - x(from))}
            height={laneHeight - 8}
            rx={1}
            onClick={() => open(call.id)}
          >
            <title>{`${clock(call.at)} ${safeText(call.tool)}, ${word.toLowerCase()}${call.durationMs === undefined ? '' : `, ${written(duration(call.durationMs))}`}`}</title>
          </rect>
        )
      })}
    </g>
  )
}

function laneText({ name, bars }: Lane): string {
  return `${safeText(name)} ${bars.length}`
}

/** Calls that began in the last minutes, newest first. */
function useRecent(scope: CallScope): readonly Call[] {
  const epoch = useEpoch()
  const [calls, setCalls] = useState<readonly Call[]>([])
  const key = JSON.stringify(scope)
  useEffect(() => {
    let current = true
    const query = JSON.parse(key) as CallScope
    const take = (fresh: readonly Call[]) =>
      setCalls((known) => {
        const byId = new Map([...known, ...fresh].map((call) => [call.id, call]))
        const since = Date.now() - timelineMs
        return [...byId.values()]
          .filter(({ at, outcome }) => at > since - timelineMs || outcome === 'pending')
          .slice(-most)
      })
    ask('calls.list', { ...query, since: Date.now() - timelineMs, limit: most }).then(
      (found) => current && setCalls(found.toReversed()),
      () => undefined,
    )
    const stop = listenToCalls((news) => take(news.filter((call) => fits(call, query))))
    return () => {
      current = false
      stop()
    }
  }, [key, epoch])
  return calls
}
