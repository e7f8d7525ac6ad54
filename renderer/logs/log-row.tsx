import type { LogLine } from '../../shared/records.ts'
import { Plain } from '../ui/plain.tsx'
import { clock, exactly } from '../words/times.ts'
import { bytes, written } from '../words/amounts.ts'

interface Props {
  line: LogLine
  index: number
  count: number
  /** Px from the top of the list. */
  start: number
  find: string
  wrap: boolean
  alone: boolean
  measure?: ((element: Element | null) => void) | undefined
}

/** Characters drawn of one line. A line can be megabytes long. */
const drawn = { one: 600, wrapped: 8_000 }

const sources = { stderr: 'stderr', stdout: 'stdout', mcp: 'mcp', host: 'belljar' } as const
const levels = { debug: 'debug', info: 'info', warning: 'warn', error: 'error' } as const

export function LogRow({ line, index, count, start, find, wrap, alone, measure }: Props) {
  const limit = wrap ? drawn.wrapped : drawn.one
  const cut = line.text.length > limit
  return (
    <div
      ref={measure}
      data-index={index}
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={count}
      className={`line ${levels[line.level]}${wrap ? ' wrapped' : ''}`}
      style={{ transform: `translateY(${start}px)` }}
    >
      <time dateTime={new Date(line.at).toISOString()} title={exactly(line.at)}>
        {clock(line.at, true)}
      </time>
      <span className="lvl">{levels[line.level]}</span>
      {!alone && (
        <span className="who" title={line.server}>
          {line.server}
        </span>
      )}
      <span className="src">{sources[line.source]}</span>
      <span className="text">
        <Plain text={cut ? line.text.slice(0, limit) : line.text} find={find} />
        {cut && <span className="hidden-char">{written(bytes(line.text.length))} in all</span>}
      </span>
    </div>
  )
}
