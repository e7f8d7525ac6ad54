import { useMemo } from 'react'

interface Props {
  /** Oldest first. */
  calls: readonly number[]
  failed: readonly number[]
  /** What fills the height; the same for all that stand in one column. */
  most: number
  /** What it shows, for everyone who does not see it. */
  label: string
}

const step = 3
const width = 2
const height = 19

/** A bar for each minute: calls are counts. Those that failed stand at its foot, in their own colour. */
export function Spark({ calls, failed, most, label }: Props) {
  const [all, bad] = useMemo(() => [bars(calls, most), bars(failed, most)], [calls, failed, most])
  return (
    <svg className="spark" viewBox={`0 0 ${calls.length * step} 20`} role="img" aria-label={label}>
      <title>{label}</title>
      <path className="base" d={`M0 19.5h${calls.length * step}`} />
      {all && <path className="bars" d={all} />}
      {bad && <path className="bad" d={bad} />}
    </svg>
  )
}

/** One call is seen, however many there were at other times. */
export function bars(counts: readonly number[], most: number): string {
  return counts
    .map((count, index) => {
      if (count <= 0) return ''
      const tall = Math.min(height, Math.max(2, Math.round((count / most) * height)))
      return `M${index * step} ${height}v-${tall}h${width}v${tall}z`
    })
    .join('')
}
