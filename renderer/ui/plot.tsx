import type { ReactNode } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { apart, decades, decadeTicks, pathOf, timeScale, timeTicks, valueScale, type Point } from './plot-scale.ts'
import { useWidth } from './use-width.ts'

export interface Series {
  name: string
  /** The class of its line and, with `-word`, of its name. */
  look: string
  points: readonly Point[]
}

export interface Mark {
  id: string
  at: number
  value: number
  label: string
  icon: ReactNode
  open: () => void
}

interface Props {
  label: string
  since: number
  until: number
  series: readonly Series[]
  marks: readonly Mark[]
  /** One for each bucket, oldest first: where it begins, and all that there is to say about it. */
  readings: readonly { at: number; text: string }[]
  /** The bucket that is read. */
  at: number | null
  read: (index: number | null) => void
  choose: (index: number) => void
  valueText: (value: number) => string
  timeText: (at: number) => string
}

const height = 128
const left = 52
const sides = { left: left + 14, right: 40 }

/** Values over time on a log scale. Its buckets are read with the pointer or the arrow keys. */
export function Plot(props: Props) {
  const { ref, width } = useWidth<HTMLDivElement>()
  return (
    <div className="plot-box" ref={ref} style={{ height }}>
      {width > 0 && <Drawing {...props} width={width} />}
    </div>
  )
}

function Drawing({ width, ...props }: Props & { width: number }) {
  const { since, until, series, marks, readings, at, valueText, timeText } = props
  const room = { left: sides.left, right: width - sides.right, top: 18, bottom: height - 24 }
  const values = series.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])))
  const domain = decades(values)
  const [x, y] = [timeScale(since, until, room), valueScale(domain, room)]
  const half = (until - since) / Math.max(1, readings.length) / 2
  const middle = (moment: number) => x(moment + half)
  const ends = series.map(({ points }) => points.findLast(({ value }) => value !== null)?.value ?? null)
  const words = apart(ends.map((value) => (value === null ? -100 : y(value) + 4)))
  const cursor = at === null ? undefined : readings[at]
  return (
    <>
      <svg className="plot" width={width} height={height} aria-hidden="true">
        {decadeTicks(domain).map((value) => (
          <g key={value}>
            <path className="grid" d={`M${room.left} ${y(value)}H${room.right}`} />
            <text x={room.left - 6} y={y(value) + 4} textAnchor="end">
              {valueText(value)}
            </text>
          </g>
        ))}
        {timeTicks(since, until, Math.max(2, Math.floor((room.right - room.left) / 180))).map((moment) => (
          <text key={moment} x={x(moment)} y={height - 4} textAnchor={x(moment) < room.left + 20 ? 'start' : 'middle'}>
            {timeText(moment)}
          </text>
        ))}
        {cursor && <path className="cursor" d={`M${middle(cursor.at)} ${room.top - 10}V${room.bottom}`} />}
        {series.map(({ name, look, points }, index) => {
          const { path, alone } = pathOf(points, middle, y)
          return (
            <g key={name}>
              <path className={look} d={path} />
              {alone.map((dot) => (
                <circle key={dot.x} className={`${look}-dot`} cx={dot.x} cy={dot.y} r={2} />
              ))}
              {ends[index] !== null && (
                <text className={`${look}-word`} x={room.right + 6} y={words[index]}>
                  {name}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <Reader {...props} left={room.left} width={room.right - room.left} />
      {marks.map(({ id, label, icon, open, ...mark }) => (
        <button
          key={id}
          type="button"
          className="plot-mark"
          tabIndex={-1}
          aria-label={label}
          title={label}
          style={{ left: x(mark.at), top: y(mark.value) }}
          onClick={open}
        >
          {icon}
        </button>
      ))}
    </>
  )
}

/** Lies over the drawing: for a screen reader the plot is a slider over its buckets. */
function Reader({ label, readings, at, read, choose, left: from, width }: Props & { left: number; width: number }) {
  const last = readings.length - 1
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextOf(event.key, at ?? last, last)
    if (next !== undefined) read(next)
    else if (event.key === 'Enter' && at !== null) choose(at)
    else return
    event.preventDefault()
  }
  const indexAt = ({ clientX, currentTarget }: PointerEvent | React.MouseEvent) => {
    const { left: edge } = currentTarget.getBoundingClientRect()
    return Math.max(0, Math.min(last, Math.floor(((clientX - edge) / width) * readings.length)))
  }
  return (
    <div
      className="plot-reader"
      style={{ left: from, width }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={at ?? last}
      aria-valuetext={readings[at ?? last]?.text ?? 'nothing'}
      onKeyDown={onKeyDown}
      onFocus={() => at === null && read(last)}
      onBlur={() => read(null)}
      onPointerMove={(event) => read(indexAt(event))}
      onPointerLeave={() => read(null)}
      onClick={(event) => choose(indexAt(event))}
    />
  )
}

function nextOf(key: string, at: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - 1)
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, at + 1)
    case 'PageDown':
      return Math.max(0, at - 10)
    case 'PageUp':
      return Math.min(last, at + 10)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
