import { Icon } from '../ui/icon.tsx'
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
  return (
    <div className="bar slim span-bar">
      <label className="row">
        <span className="second">From</span>
        <Moment
          at={since}
          change={(at) => change({ kind: 'span', ...(at !== undefined && { since: at }), ...(until && { until }) })}
        />
      </label>
      <label className="row">
        <span className="second">to</span>
        <Moment
          at={until}
          change={(at) => change({ kind: 'span', ...(since && { since }), ...(at !== undefined && { until: at }) })}
        />
      </label>
    </div>
  )
}

function Moment({ at, change }: { at: number | undefined; change: (at: number | undefined) => void }) {
  return (
    <input
      className="input moment"
      type="datetime-local"
      step={1}
      value={at === undefined ? '' : local(at)}
      onChange={({ target: { value } }) => {
        const moment = value === '' ? undefined : new Date(value).getTime()
        if (moment === undefined || Number.isFinite(moment)) change(moment)
      }}
    />
  )
}

function local(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 19)
}
