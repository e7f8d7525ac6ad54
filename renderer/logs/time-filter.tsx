import { useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import { momentOf, momentText } from '../words/moment.ts'
import type { Time } from './log-filters.ts'

const lasts = [
  { value: '300000', text: 'Last 5 min' },
  { value: '3600000', text: 'Last hour' },
  { value: '86400000', text: 'Last 24 h' },
] as const

function valueOf(time: Time): string {
  return time.kind === 'last' ? String(time.ms) : time.kind
}

interface Props {
  time: Time
  change: (time: Time) => void
}

export function TimeFilter({ time, change }: Props) {
  return (
    <span className="with-icon">
      <Icon name="clock" />
      <select
        className="select plain small"
        aria-label="Time"
        value={valueOf(time)}
        onChange={({ target: { value } }) => {
          if (value === 'all' || value === 'today' || value === 'span') change({ kind: value })
          else change({ kind: 'last', ms: Number(value) })
        }}
      >
        <option value="all">All time</option>
        {lasts.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
        <option value="today">Today</option>
        <option value="span">From, to</option>
      </select>
    </span>
  )
}

type Span = Extract<Time, { kind: 'span' }>

/** Both ends may be left open. In the reader's time zone, to the second. */
export function SpanFilter({ time, change }: { time: Span; change: (time: Span) => void }) {
  const { since, until } = time
  const put = (since: number | undefined, until: number | undefined) =>
    change({ kind: 'span', ...(since !== undefined && { since }), ...(until !== undefined && { until }) })
  return (
    <div className="bar slim span-bar">
      <label className="row">
        <span className="second">From</span>
        <Moment at={since} change={(at) => put(at, until)} />
      </label>
      <label className="row">
        <span className="second">to</span>
        <Moment at={until} change={(at) => put(since, at)} />
      </label>
    </div>
  )
}

/** What is typed stays as it is typed until the field is left, also while it is no moment yet. */
function Moment({ at, change }: { at: number | undefined; change: (at: number | undefined) => void }) {
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <input
      className="input moment"
      type="datetime-local"
      step={1}
      value={draft ?? (at === undefined ? '' : momentText(at))}
      onChange={({ target: { value, validity } }) => {
        setDraft(value)
        const moment = momentOf(value)
        if (moment !== null) change(moment)
        // A field that is half filled in is empty too, but nobody emptied it.
        else if (value === '' && !validity.badInput) change(undefined)
      }}
      onBlur={() => setDraft(null)}
    />
  )
}
