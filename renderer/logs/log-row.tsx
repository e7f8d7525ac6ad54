import { memo } from 'react'
import type { LogLine } from '../../shared/records.ts'
import { Coloured } from '../ui/coloured.tsx'
import { bytes, written } from '../words/amounts.ts'
import { clock } from '../words/times.ts'
import { levelWords, sourceWords } from './log-words.ts'

interface Props {
  line: LogLine
  index: number
  count: number
  /** Px from the top of the list. */
  start: number
  find: string
  wrap: boolean
  alone: boolean
  chosen: boolean
  active: boolean
  measure?: ((element: Element | null) => void) | undefined
}

/** Characters drawn of one line. A line can be tens of thousands long. */
const drawn = { one: 600, wrapped: 8_000 }

export const LogRow = memo(function LogRow(props: Props) {
  const { line, index, count, start, find, wrap, alone, chosen, active, measure } = props
  const limit = wrap ? drawn.wrapped : drawn.one
  const cut = line.text.length > limit
  return (
    <div
      ref={measure}
      id={`line-${line.seq}`}
      data-index={index}
      role="option"
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={count}
      className={`line ${levelWords[line.level]}${wrap ? ' wrapped' : ''}${active ? ' active' : ''}`}
      style={{ top: start }}
    >
      <time>{clock(line.at, true)}</time>
      <span className="lvl">{levelWords[line.level]}</span>
      {!alone && (
        <span className="who" title={line.server}>
          {line.server}
        </span>
      )}
      <span className="src">{sourceWords[line.source]}</span>
      <span className="text">
        <Coloured text={cut ? line.text.slice(0, limit) : line.text} find={find} flat={!wrap} />
        {cut && <span className="hidden-char">{written(bytes(line.text.length))} in all</span>}
      </span>
    </div>
  )
})
