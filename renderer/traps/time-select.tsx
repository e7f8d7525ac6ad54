import { timeSpans, type TimeSpan } from './trap-filter.ts'

export function TimeSelect({ value, change }: { value: TimeSpan; change: (value: TimeSpan) => void }) {
  return (
    <select
      className="select plain"
      aria-label="Time"
      value={value}
      onChange={(event) => change(event.target.value as TimeSpan)}
    >
      {timeSpans.map((span) => (
        <option key={span.value} value={span.value}>
          {span.text}
        </option>
      ))}
    </select>
  )
}
