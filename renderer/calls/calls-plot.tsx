import { useState } from 'react'
import { slowMs, type Latency } from '../../shared/records.ts'
import { Segments } from '../ui/segments.tsx'
import { duration, written } from '../words/amounts.ts'
import { scopeOf, type Show } from './call-filter.ts'
import { LatencyPlot } from './latency-plot.tsx'
import { stepText } from './latency-span.ts'
import { Timeline } from './timeline.tsx'
import { ToolNumbers } from './tool-numbers.tsx'
import { ToolSelect } from './tool-select.tsx'
import type { Filtering } from './use-filter.ts'

interface Props {
  scope: string
  filtering: Filtering
  latency: Latency | null
  item: string | undefined
  open: (id: string) => void
}

type Shown = 'latency' | 'timeline' | 'tools'

/** How long calls take over time, or what ran when, or the numbers of each tool; and which calls the list shows. */
export function CallsPlot({ scope, filtering: { filter, change }, latency, item, open }: Props) {
  const [shown, setShown] = useState<Shown>('latency')
  const [said, say] = useState<string | null>(null)
  // A search finds others than those that were counted.
  const counts = filter.find || !latency ? null : latency
  return (
    <figure className="block calls-plot" aria-label="Numbers of calls">
      <figcaption className="row">
        <Segments
          label="Plot"
          value={shown}
          change={setShown}
          options={[
            { value: 'latency', text: 'Latency' },
            { value: 'timeline', text: 'Timeline' },
            { value: 'tools', text: 'Tools' },
          ]}
        />
        <span className="quiet cut reading" aria-hidden={said !== null}>
          {shown === 'timeline' ? 'last 5 minutes' : shown === 'tools' ? '' : (said ?? scaleText(latency))}
        </span>
        <span className="row push">
          <ToolSelect wide server={scope || filter.server} value={filter.tool} change={(tool) => change({ tool })} />
          <Segments<Show>
            label="Outcome"
            value={filter.show}
            change={(show) => change({ show })}
            options={[
              { value: 'all', text: 'All' },
              { value: 'errors', text: 'Errors', number: counts?.failed },
              { value: 'slow', text: 'Slow', number: counts?.slow, hint: `${written(duration(slowMs))} or longer` },
            ]}
          />
        </span>
      </figcaption>
      <div className="plot-place">
        {shown === 'timeline' ? (
          <Timeline scope={scopeOf(filter)} item={item} open={open} />
        ) : !latency ? null : shown === 'tools' ? (
          <ToolNumbers
            scope={scopeOf(filter)}
            latency={latency}
            choose={({ server, tool }) => change({ tool, ...(!scope && { server }) })}
          />
        ) : (
          <LatencyPlot
            latency={latency}
            open={open}
            choose={(since, until) => change({ time: { kind: 'span', since, until } })}
            said={say}
          />
        )}
      </div>
    </figure>
  )
}

function scaleText(latency: Latency | null): string {
  if (!latency) return ''
  const { since, until, buckets } = latency
  return `per ${stepText({ since, until, buckets: buckets.length })}, log scale`
}
