import { useState } from 'react'
import type { Call, Latency } from '../../shared/records.ts'
import { Icon } from '../ui/icon.tsx'
import { Plot, type Mark } from '../ui/plot.tsx'
import { count, counted, duration, written } from '../words/amounts.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { clock, clockOrDay, day } from '../words/times.ts'

interface Props {
  latency: Latency
  open: (call: Call['id']) => void
  /** Shows the calls of this span only. */
  choose: (since: number, until: number) => void
  /** What is read, or nothing. */
  said: (text: string | null) => void
}

const time = (ms: number | null) => (ms === null ? '–' : written(duration(ms)))

export function LatencyPlot({ latency, open, choose, said }: Props) {
  const { since, until, buckets, marks } = latency
  const [at, setAt] = useState<number | null>(null)
  const step = (until - since) / Math.max(1, buckets.length)
  const short = step < 86_400_000 && until - since <= 2 * 86_400_000
  const moment = (ms: number) => (short ? clock(ms).slice(0, 5) : clockOrDay(ms, NaN).slice(0, -6))
  const readings = buckets.map((bucket) => ({
    at: bucket.at,
    text: [
      short ? clock(bucket.at).slice(0, 5) : `${day(bucket.at)} ${clock(bucket.at).slice(0, 5)}`,
      counted(bucket.calls, 'call'),
      ...(bucket.p50 === null ? [] : [`p50 ${time(bucket.p50)}`, `p95 ${time(bucket.p95)}`]),
      ...(bucket.failed > 0 ? [`${count(bucket.failed)} failed`] : []),
    ].join(', '),
  }))
  const read = (index: number | null) => {
    if (index === at) return
    setAt(index)
    said(index === null ? null : (readings[index]?.text ?? null))
  }
  return (
    <Plot
      label={`Latency, ${summaryOf(latency)}`}
      since={since}
      until={until}
      series={[
        { name: 'p95', look: 'p95', points: buckets.map((bucket) => ({ at: bucket.at, value: bucket.p95 })) },
        { name: 'p50', look: 'p50', points: buckets.map((bucket) => ({ at: bucket.at, value: bucket.p50 })) },
      ]}
      marks={spread(marks, (until - since) / 90).map((mark) => markOf(mark, open))}
      readings={readings}
      at={at}
      read={read}
      choose={(index) => {
        const from = buckets[index]?.at
        if (from !== undefined) choose(from, from + step)
      }}
      valueText={(value) => written(duration(value))}
      timeText={moment}
    />
  )
}

function markOf({ call, at, outcome, durationMs }: Latency['marks'][number], open: Props['open']): Mark {
  const { icon, tone, word } = outcomeWords(outcome)
  return {
    id: call,
    at,
    value: durationMs,
    label: `${word} at ${clock(at)} after ${time(durationMs)}`,
    icon: <Icon name={icon} mark={tone} />,
    open: () => open(call),
  }
}

/** Of several at about the same place the newest: more cannot be told apart. */
function spread(marks: Latency['marks'], leastMs: number): Latency['marks'] {
  const shown: Latency['marks'] = []
  for (const mark of marks) {
    const covered = shown.some(
      ({ at, durationMs }) => Math.abs(at - mark.at) < leastMs && Math.abs(Math.log2(durationMs / mark.durationMs)) < 1,
    )
    if (!covered) shown.push(mark)
  }
  return shown
}

export function summaryOf({ calls, failed, p50, p95 }: Latency): string {
  return `${counted(calls, 'call')}, p50 ${time(p50)}, p95 ${time(p95)}${failed > 0 ? `, ${count(failed)} failed` : ''}`
}
