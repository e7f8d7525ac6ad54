import { useMemo } from 'react'

interface Slot {
  passed: number
  failed: number
}

interface Props {
  /** Oldest first. */
  slots: readonly Slot[]
  /** What it shows, for everyone who does not see it. */
  label: string
  /** In a detail: as wide as there is room, and higher. */
  large?: boolean
}

const step = 4
const width = 3
const height = 20

/** One bar for each slot of time: passed, failed as large as its share, or only its foot where nothing was. */
export function Strip({ slots, label, large }: Props) {
  const [good, bad, none] = useMemo(() => paths(slots), [slots])
  return (
    <svg
      className={large ? 'strip large' : 'strip'}
      viewBox={`0 0 ${Math.max(1, slots.length) * step - 1} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {none && <path className="none" d={none} />}
      {good && <path className="good" d={good} />}
      {bad && <path className="bad" d={bad} />}
    </svg>
  )
}

function paths(slots: readonly Slot[]): [good: string, bad: string, none: string] {
  const good: string[] = []
  const bad: string[] = []
  const none: string[] = []
  for (const [index, { passed, failed }] of slots.entries()) {
    const bar = (from: number, to: number) => `M${index * step} ${to}v${from - to}h${width}v${to - from}z`
    if (passed + failed === 0) none.push(bar(height - 2, height))
    else {
      // One failure among many is seen.
      const share = failed === 0 ? 0 : Math.max(0.25, failed / (passed + failed))
      const edge = Math.round(height * (1 - share))
      if (edge > 0) good.push(bar(0, edge))
      if (share > 0) bad.push(bar(edge, height))
    }
  }
  return [good.join(''), bad.join(''), none.join('')]
}
